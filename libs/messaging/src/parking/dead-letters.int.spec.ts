import { deadLetterContract } from '../testing/dead-letter.contract.js';

describe('dead letters of the embedded log', () => deadLetterContract(() => Promise.resolve(undefined)));

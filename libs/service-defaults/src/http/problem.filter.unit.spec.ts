import { DomainError } from '@callmesh/event-sourcing';
import { problemOf } from './problem.filter.js';

const withCode = (code: string): Error => Object.assign(new Error('words of a driver'), { code });

describe('what a request is answered when', () => {
  it.each([
    ['the database is not there', withCode('ECONNREFUSED'), 503, 'SERVICE.UNAVAILABLE'],
    ['the database ends the connection', withCode('57P01'), 503, 'SERVICE.UNAVAILABLE'],
    ['a connection breaks without a code', new Error('Connection terminated unexpectedly'), 503, 'SERVICE.UNAVAILABLE'],
    ['the disk of the database is full', withCode('53100'), 507, 'STORAGE.FULL'],
    ['the disk of the recordings is full', withCode('ENOSPC'), 507, 'STORAGE.FULL'],
    ['a rule is broken', new DomainError('ACTION.NOT_AWAITING_REVIEW', 'it was decided'), 409, 'ACTION.NOT_AWAITING_REVIEW'],
    ['callmesh itself is wrong', new TypeError('words with a value'), 500, 'INTERNAL'],
  ])('%s', (_when, error, status, code) => {
    const problem = problemOf(error);
    expect([problem.status, problem.code]).toEqual([status, code]);
    expect(problem.detail).not.toContain('words');
  });
});

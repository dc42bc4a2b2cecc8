import { z } from 'zod';

/** Why somebody wants something personal: a few words at least, or an audit of it tells nothing. */
export const reasonField = z.string().trim().min(5).max(200).describe('why it is needed, for the audit; no personal data in here');

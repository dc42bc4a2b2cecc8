import { Refused } from '../../domain/destination.errors.js';

const LONGEST_WORDS = 300;

/** HubSpot's error form; every member may be missing. */
interface HubSpotProblem {
  readonly message?: string;
  readonly category?: string;
  readonly errors?: readonly { readonly message?: string }[];
}

/** A permanent refusal with the vendor's words. */
export function refusalOf(status: number, text: string): Refused {
  const words = vendorWords(text) || `HTTP ${status}`;
  switch (status) {
    case 401:
      return new Refused('CRM.UNAUTHORISED', `HubSpot does not accept the token: "${words}". Give CRM_HUBSPOT_TOKEN a valid one, then decide again`);
    case 403:
      return new Refused('CRM.FORBIDDEN', `HubSpot does not allow this with the token's scopes: "${words}". Add the scope, then decide again`);
    default:
      return new Refused('CRM.REFUSED', `HubSpot refused with ${status}: "${words}"`);
  }
}

/** What HubSpot said, short enough to read. */
export function vendorWords(text: string): string {
  const { message, errors } = problemIn(text);
  const words = message ?? errors?.[0]?.message ?? '';
  return words.length > LONGEST_WORDS ? `${words.slice(0, LONGEST_WORDS)}…` : words;
}


function problemIn(text: string): HubSpotProblem {
  try {
    return JSON.parse(text) as HubSpotProblem;
  } catch {
    return {};
  }
}

import { fault, note, ok, type Finding } from '../finding.js';
import { wordsOf, type Probe } from '../probe.js';

const CHECK = 'language model';
const ANSWER_MS = 8_000;

/** Whether the language model's server answers, takes our key and has the model. Asks for the list of models, which costs nothing. */
export const languageModelProbe: Probe = {
  name: CHECK,
  async look({ env }) {
    const url = env?.LLM_BASE_URL;
    if (!env || !url) return [note(CHECK, 'none is configured: the local engine alone reads calls', 'set LLM_BASE_URL, LLM_MODEL and LLM_API_KEY for a second reader')];
    return [await ask(url.replace(/\/+$/, ''), env.LLM_API_KEY, env.LLM_MODEL)];
  },
};

async function ask(url: string, key: string | undefined, model: string): Promise<Finding> {
  const { host } = new URL(url);
  try {
    const response = await fetch(`${url}/models`, { headers: key === undefined ? {} : { authorization: `Bearer ${key}` }, signal: AbortSignal.timeout(ANSWER_MS) });
    const body = (await response.json().catch(() => null)) as { data?: { id?: unknown }[] } | null;
    if (response.status === 401 || response.status === 403) return fault(CHECK, `${host} refuses the key (${response.status})`, 'set LLM_API_KEY right; the local engine alone reads calls meanwhile');
    if (response.status === 404) return note(CHECK, `${host} answers, and does not list its models`, 'if calls are read without it, see whether LLM_BASE_URL ends as its API does (often in /v1)');
    if (!response.ok) return fault(CHECK, `${host} answers ${response.status}`, 'it is in trouble or limits us: the local engine alone reads calls meanwhile');
    const models = Array.isArray(body?.data) ? body.data.map(({ id }) => String(id)) : [];
    if (models.length > 0 && !models.includes(model)) return fault(CHECK, `${host} has no model ${model}`, `set LLM_MODEL to one of: ${models.slice(0, 5).join(', ')}`);
    return ok(CHECK, `${host} answers and has ${model}`);
  } catch (error) {
    return fault(CHECK, `${host} does not answer: ${wordsOf((error as { cause?: unknown }).cause ?? error)}`, 'set LLM_BASE_URL right; the local engine alone reads calls meanwhile');
  }
}

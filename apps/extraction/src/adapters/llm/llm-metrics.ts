import { counter, histogram } from '@callmesh/service-defaults';

/** Figures of the language model, by tenant and model; nothing of what was said. */
export const llmMetrics = {
  requests: (tenant: string, model: string, outcome: string): void => counter('callmesh_llm_requests_total', 'questions to the language model, by how they ended', ['tenant', 'model', 'outcome']).inc({ tenant, model, outcome }),
  tokens: (tenant: string, model: string, direction: 'input' | 'output', tokens: number): void => counter('callmesh_llm_tokens_total', 'tokens that the language model read and wrote', ['tenant', 'model', 'direction']).inc({ tenant, model, direction }, tokens),
  cost: (tenant: string, model: string, micros: number): void => counter('callmesh_llm_cost_total', 'what the language model cost, in the currency of the configured prices', ['tenant', 'model']).inc({ tenant, model }, micros / 1e6),
  seconds: (model: string, seconds: number): void => histogram('callmesh_llm_request_seconds', 'how long the language model took to answer', ['model']).observe({ model }, seconds),
  claims: (model: string, result: string): void => counter('callmesh_llm_claims_total', 'findings that the language model claimed: believed, or why not', ['model', 'result']).inc({ model, result }),
  without: (tenant: string, reason: string): void => counter('callmesh_llm_calls_without_total', 'calls that the local engine read alone though a language model is configured, by reason', ['tenant', 'reason']).inc({ tenant, reason }),
};

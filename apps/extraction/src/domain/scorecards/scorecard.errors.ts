import { DomainError } from '@callmesh/event-sourcing';

export const scorecardNotFound = (id: string): DomainError => new DomainError('SCORECARD.NOT_FOUND', `there is no scorecard ${id}: GET /api/v1/scorecards lists them`, { scorecard: id });

export const scorecardInvalid = (id: string, cause: string): DomainError => new DomainError('SCORECARD.INVALID', `scorecard ${id} cannot be used: ${cause}`, { scorecard: id });

export const nothingDrafted = (id: string): DomainError => new DomainError('SCORECARD.NO_DRAFT', `scorecard ${id} has no draft to publish: PUT /api/v1/scorecards/${id} writes one`, { scorecard: id });

export const weightsWrong = (id: string, sum: number): DomainError =>
  new DomainError('SCORECARD.WEIGHTS', `the weights of scorecard ${id} add up to ${sum}, not to 100: change the draft, then publish it`, { scorecard: id, sum });

export const scorecardRetired = (id: string): DomainError => new DomainError('SCORECARD.RETIRED', `scorecard ${id} is retired: a new draft brings it back`, { scorecard: id });

import type { ReceivedEvent } from '@callmesh/contracts';
import { On, Reactor, type ReactionContext } from '@callmesh/messaging';
import { WithdrawFactHandler } from '../commands/reconcile-fact/withdraw-fact.handler.js';

@Reactor('human-review')
export class ReconcileWhenInsightWithdrawn {
  constructor(private readonly withdrawing: WithdrawFactHandler) {}

  @On('insight.withdrawn.v1')
  async reconcile(event: ReceivedEvent<'insight.withdrawn.v1'>, { tx }: ReactionContext): Promise<void> {
    await this.withdrawing.withdraw(tx, event);
  }
}

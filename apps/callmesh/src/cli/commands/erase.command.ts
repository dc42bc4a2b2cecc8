import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { CliError, EXIT } from '../cli.errors.js';
import { act } from '../command-context.js';
import { table } from '../output.js';
import { receiptLines, type ErasureAnswer, type PreviewAnswer } from '../erasure-lines.js';
import { verifyReceipt } from '../verify-receipt.js';

interface EraseOptions {
  readonly conversation?: string;
  readonly person?: string;
  readonly reason?: string;
  readonly dryRun?: boolean;
  readonly wait: boolean;
}

const LOOK_EVERY_MS = 300;
const NOBODY = 'no conversation of this person is known. A number is found by its form with country code (+14155550100), a mere word is taken for the id of a CRM contact, and what is erased already is not found any more';

/** `callmesh erase` and `callmesh erase ls|show|reapply|verify` */
export function eraseCommand(program: Command): void {
  const erase = program
    .command('erase')
    .description('erase a conversation, or all of a person\'s: keys, objects, rows, messages, copies at vendors; it cannot be undone. Answers with a signed receipt')
    .option('--conversation <id>', 'one conversation')
    .option('--person <who>', 'a phone number with its country code (+14155550100), an e-mail address, or a CRM contact (contact:hubspot:101)')
    .option('--reason <text>', 'why; it stays in the audit and on the receipt, so name the request and not the person')
    .option('--dry-run', 'only list what would go')
    .option('--no-wait', 'answer at once; `callmesh erase show <id>` has the receipt later')
    .action(
      act<[], EraseOptions>(async ({ operator, output }, { conversation, person, reason, dryRun = false, wait }) => {
        if ((conversation === undefined) === (person === undefined)) throw new CliError('ARGUMENT.SCOPE', 'say what is to be erased: --conversation or --person', 'one of the two', EXIT.usage);
        const target = conversation === undefined ? { person } : { conversationId: conversation };
        const api = await operator();
        if (dryRun) {
          const preview = await api.call<PreviewAnswer[]>('/erasures/preview', { method: 'POST', body: target });
          return output.answer(preview, (all) => (all.length === 0 ? NOBODY : table(['CONVERSATION', 'STATUS', 'STARTED', 'CALL', 'OBJECTS', 'BYTES'], all.map((one) => [one.conversationId, one.onHold ? `${one.status}, on hold` : one.status, one.startedAt, one.platformCallId, one.objects, one.bytes]))));
        }
        if (reason === undefined) throw new CliError('ARGUMENT.REASON', 'an erasure needs a reason', 'give it with --reason, as "request 2026-113"', EXIT.usage);
        let erasure = await api.call<ErasureAnswer>('/erasures', { method: 'POST', body: { ...target, reason } });
        output.remark(`erasure ${erasure.id} of ${erasure.calls.length} conversation${erasure.calls.length === 1 ? '' : 's'} has begun`);
        while (wait && erasure.state === 'running') {
          await sleep(LOOK_EVERY_MS);
          erasure = await api.call<ErasureAnswer>(`/erasures/${erasure.id}`);
        }
        output.answer(erasure, receiptLines);
      }),
    );

  erase
    .command('ls')
    .description('list what was erased, newest first')
    .action(
      act<[], object>(async ({ operator, output }) => {
        const listed = await (await operator()).call<ErasureAnswer[]>('/erasures');
        output.answer(listed, (all) => (all.length === 0 ? 'nothing was erased' : table(['ID', 'ASKED', 'BY', 'STATE', 'CONVERSATIONS', 'REASON'], all.map((one) => [one.id, one.askedAt, one.askedBy, one.state, one.calls.length, one.reason]))));
      }),
    );

  erase
    .command('show <id>')
    .description('how far an erasure is, and its receipt')
    .action(
      act<[string], object>(async ({ operator, output }, _options, id) => {
        output.answer(await (await operator()).call<ErasureAnswer>(`/erasures/${encodeURIComponent(id)}`), receiptLines);
      }),
    );

  erase
    .command('reapply')
    .description('erase again what the ledger in the object store names and the database does not know, as after a restore; `callmesh restore-fixup` and every start do it too')
    .action(
      act<[], object>(async ({ operator, output }) => {
        const again = await (await operator()).call<{ erasureId: string; conversations: number }[]>('/erasures/reapply', { method: 'POST' });
        output.answer(again, (all) => (all.length === 0 ? 'the database knows every erasure of the ledger' : all.map(({ erasureId, conversations }) => `${erasureId}: ${conversations} conversations are erased again`)));
      }),
    );

  erase
    .command('verify <receipt>')
    .description('verify a receipt (a file of JSON, as `callmesh --json erase show` prints it) with the key of the running instance, or with a public key')
    .option('--public-key <base64>', 'the installation\'s key, as `GET /api/v1/erasures/key` tells it; then no instance is needed')
    .action(
      act<[string], { publicKey?: string }>(async ({ operator, output }, { publicKey }, file) => {
        const trusted = publicKey === undefined ? await (await operator()).call<{ publicKey: string; former: string[] }>('/erasures/key').then((keys) => [keys.publicKey, ...keys.former]) : [publicKey];
        output.answer(await verifyReceipt(file, trusted), ({ erasureId, conversations, finishedAt, keyId }) => `✓ the receipt of erasure ${erasureId} (${conversations} conversation${conversations === 1 ? '' : 's'}, finished ${finishedAt}) is as key ${keyId} signed it`);
      }),
    );
}

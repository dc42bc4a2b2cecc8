import type { BusMessage } from '../bus.port.js';
import { fanOut } from './fan-out.js';

const message = (topic: string, key: string, tenant: string, text: string): BusMessage => ({ topic, key, value: Buffer.from(text), headers: { ce_tenantid: tenant } });

describe('outsiders’ topics', () => {
  it('get a tenant’s events of the topics that it subscribes, in the order of the internal topic, unchanged, and nobody else’s', () => {
    const messages = [message('calls', 'k', 'acme', '1'), message('calls', 'k', 'globex', '2'), message('crm', 'k', 'acme', '3'), message('calls', 'k', 'acme', '4')];
    const all = fanOut(messages, new Map([['acme', new Set(['calls'])]]));
    expect(all.filter(({ topic }) => !topic.includes('.'))).toEqual(messages);
    expect(all.filter(({ topic }) => topic.includes('.'))).toEqual([messages[0], messages[3]].map((of) => ({ ...of, topic: 'acme.calls' })));
  });

  it('all hear that a conversation was erased, whichever they subscribe: each may keep something of it', () => {
    const erased = { ...message('calls', 'k', 'acme', '1'), headers: { ce_tenantid: 'acme', ce_type: 'conversation.erased.v1' } };
    expect(fanOut([erased], new Map([['acme', new Set(['insights', 'crm'])], ['globex', new Set(['calls'])]])).map(({ topic }) => topic)).toEqual(['calls', 'acme.insights', 'acme.crm']);
  });
});

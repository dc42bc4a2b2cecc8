import { contractionsIn } from '../../../tools/upgrade/expands.mjs';

const whatIn = (up: string): string[] => contractionsIn(up.replace(/\s+/g, ' ')).map(({ what }) => what);

describe('a migration that takes away or narrows', () => {
  it.each([
    ['drop table inbox', 'drops inbox'],
    ['drop function if exists append_events(text, integer)', 'drops append_events'],
    ['alter table parked drop column code', 'drops column parked.code'],
    ['alter table parked add column x text, drop column if exists code', 'drops column parked.code'],
    ['alter table parked rename column code to reason_code', 'renames column parked.code'],
    ['alter table parked drop code', 'drops column parked.code'],
    ["await runner.query('alter table parked drop code')", 'drops column parked.code'],
    ['alter table parked rename to parked_messages', 'renames parked'],
    ['alter table parked alter column attempts type bigint', 'changes the type of column attempts'],
    ['alter table parked alter column dropped_by set not null', 'makes column dropped_by not null'],
    ['alter table inbox alter column received_at drop default', 'takes the default of column received_at away'],
    ['alter table parked add column size integer not null', 'adds column size not null without a default'],
    ['alter table parked add column size integer not null check (size > 0), add column note text', 'adds column size not null without a default'],
    ['alter table parked add constraint short check (length(code) < 100)', 'adds a rule to parked'],
    ['create unique index once on parked (event_id)', 'adds a unique index to parked'],
    ['revoke delete on events from callmesh_insights', 'revokes delete on events'],
    ['truncate inbox', 'empties inbox'],
  ])('%s', (up, what) => expect(whatIn(up)).toEqual([what]));
});

describe('a migration that expands', () => {
  it.each([
    'create table copies (id bigint primary key, name text not null unique); create unique index copies_name on copies (name)',
    'alter table parked add column size integer not null default 0',
    'alter table parked add column position bigint not null generated always as identity',
    'alter table parked add column size integer, alter column code drop not null',
    'create index parked_by_code on parked (code); drop index parked_by_key',
    'create or replace function append_events() returns boolean language sql as $$ select true $$',
    'alter table parked drop constraint parked_state_check',
    'create table renamed (type text not null); alter table renamed add constraint one check (type = 1)',
    'revoke all on function own() from public',
    'alter table parked add column weight numeric(10, 2), alter column code drop not null',
  ])('%s', (up) => expect(whatIn(up)).toEqual([]));
});

/** Last parts of hosts' names that are in common use. */
export const TOP_LEVEL: ReadonlySet<string> = new Set(
  'com net org edu gov io co info biz us uk de ca au eu me app dev fr es it nl pl br in ng ie ch at be se no dk fi pt gr jp cn ru za nz mx tv shop online site store blog ly ar cl pe ke gh eg tr il ae sa pk bd lk my sg id ph th vn kr tw hk ua ro hu cz sk si hr rs bg lt lv ee is lu ai cloud mail live top xyz click link club vip icu'.split(' '),
);

/** Import directions: libs never import apps, apps never import apps (the host excepted), domain code imports no framework. */
const frameworks = '(@nestjs/|^kafkajs|^typeorm|^pg$|^undici|^openai|^node-av|^fastify)';

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'libs-never-import-apps', severity: 'error', from: { path: '^libs/' }, to: { path: '^apps/' } },
    {
      name: 'apps-never-import-apps',
      comment: 'Services talk through events. Only the host, which runs them all in one process, knows their definitions.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: '^apps/callmesh/' },
      to: { path: '^apps/([^/]+)/', pathNot: ['^apps/$1/', '^apps/demo-crm/'] },
    },
    {
      name: 'demo-crm-is-a-vendor',
      comment: 'It stands in for a CRM outside: services reach it over HTTP; only their tests start it.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: ['^apps/(demo-crm|callmesh)/', '\\.spec\\.ts$', '/testing/'] },
      to: { path: '^apps/demo-crm/' },
    },
    {
      name: 'domain-is-pure',
      severity: 'error',
      from: { path: '^apps/[^/]+/src/domain/', pathNot: '\\.spec\\.ts$' },
      to: { path: ['^apps/[^/]+/src/(adapters|commands|reactors|projections)/', `node_modules/${frameworks}`, frameworks] },
    },
    {
      name: 'ports-know-no-adapters',
      severity: 'error',
      from: { path: '^apps/[^/]+/src/ports/' },
      to: { path: '^apps/[^/]+/src/(adapters|commands|reactors|projections)/' },
    },
    {
      name: 'vendors-only-in-adapters',
      severity: 'error',
      from: { path: '^apps/(ingestion|transcription|extraction|human-review|crm-sync|insights)/src/', pathNot: ['/adapters/', '\\.spec\\.ts$', '/testing/'] },
      to: { path: 'node_modules/(undici|openai|node-av)/' },
    },
    {
      name: 'contracts-stand-alone',
      severity: 'error',
      from: { path: '^libs/contracts/src/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^libs/(?!contracts/)' },
    },
    {
      name: 'test-code-stays-in-tests',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: ['\\.spec\\.ts$', '^libs/testing/', '/testing/', '\\.contract\\.ts$', '^apps/callmesh/src/(report|stack)/'] },
      to: { path: '^libs/testing/' },
    },
    {
      name: 'the-stack-starts-servers-only',
      comment: 'Of the test library it takes the servers that it runs, nothing else.',
      severity: 'error',
      from: { path: '^apps/callmesh/src/stack/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^libs/testing/', pathNot: '^libs/testing/src/servers/index\\.ts$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(/dist/|/generated/)' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['source', 'import', 'node', 'default'] },
  },
};

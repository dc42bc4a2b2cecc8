import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Certificates of an authority that a test made for itself; PEM texts and the files that hold them. */
export interface TestCertificates {
  readonly ca: string;
  readonly caFile: string;
  /** Of 127.0.0.1: key and certificate in one file, as Kafka takes a PEM keystore. */
  readonly serverFile: string;
  readonly client: { readonly cert: string; readonly key: string };
}

/** Makes an authority, a server's and a client's certificate with the openssl command. */
export function makeCertificates(dir: string): TestCertificates {
  const file = (name: string): string => path.join(dir, name);
  const openssl = (...args: string[]): void => void execFileSync('openssl', args, { cwd: dir, stdio: ['ignore', 'ignore', 'pipe'] });
  openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=callmesh tests', '-keyout', 'ca.key', '-out', 'ca.pem');
  writeFileSync(file('san.cnf'), 'subjectAltName=IP:127.0.0.1\n');
  for (const name of ['server', 'client']) {
    openssl('req', '-newkey', 'rsa:2048', '-nodes', '-subj', `/CN=${name}`, '-keyout', `${name}.key`, '-out', `${name}.csr`);
    openssl('x509', '-req', '-days', '2', '-in', `${name}.csr`, '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'san.cnf', '-out', `${name}.pem`);
  }
  const read = (name: string): string => readFileSync(file(name), 'utf8');
  writeFileSync(file('server.keystore.pem'), read('server.key') + read('server.pem'));
  return { ca: read('ca.pem'), caFile: file('ca.pem'), serverFile: file('server.keystore.pem'), client: { cert: read('client.pem'), key: read('client.key') } };
}

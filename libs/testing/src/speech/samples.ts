import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../../samples');

/** A sample call: its recording, and what was said in it. */
export interface SampleCall {
  readonly name: string;
  readonly audio: string;
  readonly channelRoles: readonly string[];
  readonly turns: readonly { readonly speaker: 'agent' | 'customer'; readonly text: string }[];
}

/** All sample calls of the repository. */
export async function sampleCalls(): Promise<SampleCall[]> {
  const files = await readdir(folder);
  const audio = files.filter((file) => /\.(wav|mp3|ogg)$/.test(file)).sort();
  return Promise.all(
    audio.map(async (file) => {
      const name = file.replace(/\.\w+$/, '');
      const read = async <T>(kind: string): Promise<T> => JSON.parse(await readFile(path.join(folder, `${name}.${kind}.json`), 'utf8')) as T;
      const { turns } = await read<Pick<SampleCall, 'turns'>>('script');
      const { channelRoles } = await read<Pick<SampleCall, 'channelRoles'>>('meta');
      return { name, audio: path.join(folder, file), channelRoles, turns };
    }),
  );
}

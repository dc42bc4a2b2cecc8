import type { Admin } from 'kafkajs';
import type { KafkaConnection } from './kafka-connection.js';

/** An administrator's client, opened when it is first needed; after an error the next call gets a new one. */
export class KafkaAdmin {
  private open: { readonly connection: KafkaConnection; readonly admin: Promise<Admin> } | undefined;

  constructor(private readonly connect: () => KafkaConnection) {}

  async ask<T>(question: (admin: Admin) => Promise<T>): Promise<T> {
    const open = (this.open ??= this.connected());
    try {
      return await question(await open.admin);
    } catch (error) {
      if (this.open === open) this.open = undefined;
      open.connection.cut();
      throw error;
    }
  }

  close(): void {
    this.open?.connection.cut();
    this.open = undefined;
  }

  private connected(): { readonly connection: KafkaConnection; readonly admin: Promise<Admin> } {
    const connection = this.connect();
    const admin = connection.kafka.admin({ retry: { retries: 3 } });
    return { connection, admin: admin.connect().then(() => admin) };
  }
}

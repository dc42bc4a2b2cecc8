/** The Postgres schema of a service. */
export const schemaOf = (service: string): string => service.replaceAll('-', '_');

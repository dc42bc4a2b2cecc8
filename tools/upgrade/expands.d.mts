export function contractionsIn(up: string): { what: string; name: string }[];

import { DomainError } from '@callmesh/contracts';
import { isInfrastructureFault, isTransient, reasonCode, safeReason } from './faults.js';
import { TransientError } from './reactor.js';

const withCode = (code: string, message = 'x'): Error => Object.assign(new Error(message), { code });

describe('faults', () => {
  it.each(['08006', '57P01', '53100', '58030', 'ECONNREFUSED', 'ECONNRESET', 'ENOSPC'])('takes %s for the infrastructure’s, not for the message’s', (code) => {
    expect(isInfrastructureFault(withCode(code))).toBe(true);
  });

  it('takes a broken connection without a code for the infrastructure’s', () => {
    expect(isInfrastructureFault(new Error('Connection terminated unexpectedly'))).toBe(true);
  });

  it.each(['23505', '22P02', '42703', 'ACTION.NOT_FOUND'])('takes %s for the message’s own', (code) => {
    expect(isInfrastructureFault(withCode(code))).toBe(false);
    expect(isTransient(withCode(code))).toBe(false);
  });

  it.each(['40001', '40P01', '55P03', '57014'])('takes the lost race %s for transient, not for infrastructure', (code) => {
    expect(isTransient(withCode(code))).toBe(true);
    expect(isInfrastructureFault(withCode(code))).toBe(false);
  });

  it('takes what is marked transient for transient', () => {
    expect(isTransient(new TransientError('busy'))).toBe(true);
    expect(isTransient(Object.assign(new Error('busy'), { transient: true }))).toBe(true);
  });

  it('has a stable code for every fault', () => {
    expect(reasonCode(new DomainError('A.B', 'x'))).toBe('A.B');
    expect(reasonCode(withCode('23505'))).toBe('SQL.23505');
    expect(reasonCode(new RangeError('x'))).toBe('UNEXPECTED.RangeError');
    expect(reasonCode('thrown text')).toBe('UNEXPECTED.string');
  });

  it('keeps our own words and drops others’, which may quote a caller', () => {
    expect(safeReason(new DomainError('A.B', 'the action is gone'))).toBe('the action is gone');
    expect(safeReason(new TypeError('cannot parse "+1 555 123"'))).not.toContain('555');
    expect(safeReason(withCode('23505', 'Key (phone)=(555) already exists'))).not.toContain('555');
    expect(safeReason('+1 555')).not.toContain('555');
  });
});

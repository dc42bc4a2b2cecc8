import { Catch, type ExceptionFilter } from '@nestjs/common';

/**
 * Hands a reactor's error to the consumer as it is. Without it Nest replaces the error by "Internal server error", loses its
 * code, and logs the message by itself.
 */
@Catch()
export class RethrowOriginal implements ExceptionFilter {
  catch(error: unknown): never {
    throw error;
  }
}

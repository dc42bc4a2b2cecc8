import { Documented, Roles, SERVICE_CONFIG, type ServiceConfig } from '@callmesh/service-defaults';
import { Controller, Get, Inject } from '@nestjs/common';
import { z } from 'zod';
import { askLanguages } from '../adapters/speech/ask-languages.js';
import { supportedLanguages } from '../domain/language/languages.js';

const Tags = z.array(z.string());
const LanguagesView = z.object({
  speech: z.object({ languages: Tags.nullable().describe('null: the engine does not say; it refuses what it does not know'), model: z.string().nullable() }),
  redaction: Tags,
  rules: Tags,
});

@Controller('languages')
@Roles('reviewer', 'supervisor', 'operator', 'subscriber')
export class LanguagesController {
  constructor(@Inject(SERVICE_CONFIG) private readonly config: ServiceConfig) {}

  @Get()
  @Documented({ summary: 'Languages that each stage supports; a call in another one is flagged, and nothing of it is applied unattended', response: LanguagesView })
  async show(): Promise<z.output<typeof LanguagesView>> {
    const { redaction, rules } = supportedLanguages;
    const speech = this.config.env.WHISPER_URL === undefined ? { languages: null, model: null } : await askLanguages(this.config.env.WHISPER_URL);
    return { speech, redaction: [...redaction], rules: [...rules] };
  }
}

import { api } from '@jujube/contract';
import { route } from '../../kernel/routes.ts';
import { changeWord, keepWord, removeWord, restoreWord, reviewWord } from './commands.ts';
import { listReview, listWords } from './queries.ts';
import { readPinyin, readText } from './texts.ts';

export const routes = [
  route(api('POST /learning/texts'), readText),
  route(api('POST /learning/pinyin'), readPinyin),
  route(api('GET /learning/words'), listWords),
  route(api('POST /learning/words'), keepWord),
  route(api('PATCH /learning/words/:id'), changeWord),
  route(api('DELETE /learning/words/:id'), removeWord),
  route(api('PUT /learning/words/:id'), restoreWord),
  route(api('GET /learning/review'), listReview),
  route(api('POST /learning/words/:id/reviews'), reviewWord),
];

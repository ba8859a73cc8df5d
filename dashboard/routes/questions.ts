import type { Hono } from 'hono';
import { Answer, QUESTIONS, Question } from '../../queue/contracts/index.ts';
import { personOf } from '../auth/guard-routes.ts';
import type { AppEnvironment } from '../environment.ts';
import { Nothing, readBody, readNumber } from '../read-input.ts';
import type { QuestionsView } from '../wire-casework.ts';

/** `/api/questions`: what colleagues ask about posts before they judge; `/api/items/:id/ask` asks. */
export function questionRoutes(app: Hono<AppEnvironment>): void {
  app.post('/api/items/:id/ask', async (context) => {
    const question = await readBody(context, Question);
    const itemId = context.req.param('id');
    await context.get('dashboard').questions.ask(personOf(context), itemId, question);
    return context.body(null, 204);
  });

  app.get('/api/questions', async (context) => {
    const questions = await context.get('dashboard').questions.waiting(personOf(context));
    return context.json({ questions, answers: QUESTIONS } satisfies QuestionsView);
  });

  // No GET: whoever reads a question is on record, and judges nothing of its post.
  app.post('/api/questions/:id/read', async (context) => {
    await readBody(context, Nothing);
    return context.json(
      await context.get('dashboard').questions.read(personOf(context), readNumber(context, 'a question')),
    );
  });

  app.post('/api/questions/:id/answer', async (context) => {
    const answer = await readBody(context, Answer);
    await context
      .get('dashboard')
      .questions.answer(personOf(context), readNumber(context, 'a question'), answer);
    return context.body(null, 204);
  });
}

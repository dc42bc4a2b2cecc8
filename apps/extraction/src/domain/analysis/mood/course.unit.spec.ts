import { analyseTurns } from '../../../testing/local-engine.js';

const opening = ['A: Millgate Surgery, this is Joan.', 'C: I have a visit down for the 4th at ten, and I am away that week with work, so it would have to be another day.'];
const granted = [...opening, 'A: I have moved it to the 11th, same doctor.', "C: Okay, that'll do. I'll put it on the fridge."];
const refused = [...opening, 'A: Unfortunately we can not move it.', 'C: I asked for another day when I booked it.', "A: That's our policy, I'm afraid.", 'C: I see. So you are telling me to come back from Leeds.'];

describe('the course of a matter', () => {
  it('who got what they asked for is more satisfied, though nobody said a word of feeling', () => {
    expect(analyseTurns(granted).analysis.satisfaction ?? 0).toBeGreaterThan(6);
    expect(analyseTurns(refused).analysis.satisfaction ?? 10).toBeLessThan(5);
  });

  it('names the utterances that it rests on, the agent\'s refusal among them', () => {
    expect(analyseTurns(refused).analysis.satisfactionUtterances).toEqual(expect.arrayContaining(['u3', 'u6']));
  });
});

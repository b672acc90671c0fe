import { describe, expect, it } from 'vitest';
import { mp3Horn48k, profiles } from '../../../media/profile.ts';
import { recipeOf } from '../../../media/recipe.ts';

describe('recipeOf', () => {
  it('is short, and another for each profile', () => {
    const recipes = Object.values(profiles).map(recipeOf);
    for (const recipe of recipes) expect(recipe).toMatch(/^[\w-]{12}$/);
    expect(new Set(recipes).size).toBe(recipes.length);
  });

  it('changes with anything in the profile, but not with the order of its fields', () => {
    const reversed = Object.fromEntries(Object.entries(mp3Horn48k).toReversed());
    expect(recipeOf(reversed as unknown as typeof mp3Horn48k)).toBe(recipeOf(mp3Horn48k));
    const band = { highPassHz: 260, lowPassHz: 7_000 };
    expect(recipeOf({ ...mp3Horn48k, band })).not.toBe(recipeOf(mp3Horn48k));
  });
});

import type { ProfileName } from '../../core/recording/profiles.ts';
import { profiles } from '../../media/profile.ts';
import { recipeOf } from '../../media/recipe.ts';

/** Encodings that every recording is to have, each with the recipe by which it is made. */
export type Recipes = ReadonlyMap<ProfileName, string>;

/** The recipes of today. */
export function wantedRecipes(names: readonly ProfileName[]): Recipes {
  return new Map(names.map((name) => [name, recipeOf(profiles[name])]));
}

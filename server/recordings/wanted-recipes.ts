import type { ProfileName } from '../../core/recording/profiles.ts';

/** The profiles that are wanted, each with the recipe by which it is made today. */
export function wantedRecipes(names: readonly ProfileName[]): ReadonlyMap<ProfileName, string> {
  return new Map(names.map((name) => [name, '']));
}

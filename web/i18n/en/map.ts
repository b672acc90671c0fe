/** Words of the map of communes. */
export const map = {
  map: {
    title: 'Map',
    show: 'Show the map',
    legend: 'What the marks mean',
    status: {
      playing: 'On the air',
      ready: 'All ready',
      notReady: 'Some not ready',
      unknown: 'Not known',
      none: 'No loudspeaker yet',
    },
    commune: '{name}: {word}. {ready} ready, {notReady} not ready, {unknown} not known',
    counts: '{word}: {ready} ready, {notReady} not, {unknown} not known',
    without:
      '{count} station has no outline here; see the list. | {count} stations have no outline here; see the list.',
    all: 'Show all',
  },
  placeTree: {
    title: 'By area',
    open: 'Open {name}',
    close: 'Fold {name}',
    more: '{count} more',
  },
};

/** Words of the map of communes. */
export const map = {
  map: {
    title: 'Bản đồ',
    show: 'Xem bản đồ',
    legend: 'Chú giải',
    status: {
      playing: 'Đang phát',
      ready: 'Sẵn sàng cả',
      notReady: 'Có cụm chưa sẵn sàng',
      unknown: 'Chưa rõ',
      none: 'Chưa có cụm loa',
    },
    commune: '{name}: {word}. {ready} sẵn sàng, {notReady} chưa sẵn sàng, {unknown} chưa rõ',
    counts: '{word}: {ready} sẵn sàng, {notReady} chưa, {unknown} chưa rõ',
    without: '{count} đài chưa có ranh giới trên bản đồ, xem trong danh sách.',
    all: 'Xem tất cả',
  },
  placeTree: {
    title: 'Theo địa bàn',
    open: 'Mở {name}',
    close: 'Gập {name} lại',
    more: 'Còn {count} nơi nữa',
  },
};

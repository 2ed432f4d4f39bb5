#include "panels/builder/layout.h"

#include <algorithm>

#include "panels/builder/arranger.h"

namespace saddle::app::layout {

Picture arrange(const std::vector<Size>& items, const std::vector<Edge>& edges, const Options& options) {
  if (items.empty()) return {};
  return Arranger(items, edges, options).run();
}

float best_length(const std::vector<Size>& items, const std::vector<Edge>& edges, Options options, Size view) {
  options.length = 0;
  const float whole = arrange(items, edges, options).longest;
  float best = 0, best_zoom = 0;
  for (int columns = 1; columns <= 12; ++columns) {
    options.length = columns == 1 ? 0 : whole / static_cast<float>(columns) + 1;
    const Picture picture = arrange(items, edges, options);
    const float zoom = std::min(
        {view.width / std::max(picture.size.width, 1.0f), view.height / std::max(picture.size.height, 1.0f), 1.0f});
    // A further column must be worth it.
    if (zoom > best_zoom * 1.08f) {
      best_zoom = zoom;
      best = options.length;
    }
    if (best_zoom >= 1 || picture.columns < columns - 2) break;
  }
  return best;
}

}  // namespace saddle::app::layout

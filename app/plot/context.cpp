#include "plot/context.h"

#include <algorithm>

namespace saddle::plot {

namespace {
constexpr int frames_to_keep = 300;
}

bool FigureState::is_hidden(ImGuiID series) const {
  return std::find(hidden.begin(), hidden.end(), series) != hidden.end();
}

void FigureState::toggle(ImGuiID series) {
  if (std::erase(hidden, series) == 0) hidden.push_back(series);
}

Stack& Context::stack(ImGuiID id) {
  const int frame = ImGui::GetFrameCount();
  Stack& stack = stacks_[id];
  if (stack.frame != frame) {
    stack.before = stack.now;
    stack.now = {};
    stack.frame = frame;
  }
  return stack;
}

LineCache& Context::line(ImGuiID id) {
  const int frame = ImGui::GetFrameCount();
  LineCache& cache = lines_[id];
  cache.last_frame = frame;
  if (frame - swept_ > frames_to_keep) {
    swept_ = frame;
    std::erase_if(lines_, [frame](const auto& entry) { return frame - entry.second.last_frame > frames_to_keep; });
  }
  return cache;
}

}  // namespace saddle::plot

#include "shell/draw_buffers.h"

#include <algorithm>
#include <cstddef>

#include <imgui.h>
#include <imgui_internal.h>

namespace saddle::app {
namespace {

constexpr int frames_between = 256;
constexpr size_t worth_it = 64 * 1024, most_times_used = 4;

size_t bytes(size_t vertices, size_t indices) { return vertices * sizeof(ImDrawVert) + indices * sizeof(ImDrawIdx); }

bool is_too_large(const ImDrawList& list) {
  const auto count = [](int number) { return static_cast<size_t>(number); };
  const size_t kept = bytes(count(list.VtxBuffer.Capacity), count(list.IdxBuffer.Capacity));
  const size_t used = bytes(count(list.VtxBuffer.Size), count(list.IdxBuffer.Size));
  return kept > std::max(worth_it, most_times_used * used);
}

}  // namespace

void trim_draw_buffers() {
  const ImGuiContext& context = *ImGui::GetCurrentContext();
  if (context.FrameCount % frames_between != 0) return;
  for (ImGuiWindow* window : context.Windows) {
    // As large as its last picture it would be made again when it is shown again.
    window->MemoryDrawListVtxCapacity = window->MemoryDrawListIdxCapacity = 0;
    // What has begun in this frame is being drawn into; of all others the renderer has what it needs.
    if (!window->Active && is_too_large(*window->DrawList)) window->DrawList->_ClearFreeMemory();
  }
  for (const ImGuiViewportP* viewport : context.Viewports) {
    for (const int layer : {0, 1}) {
      ImDrawList* list = viewport->DrawLists[layer];
      if (list && viewport->DrawListsLastFrame[layer] != context.FrameCount && is_too_large(*list))
        list->_ClearFreeMemory();
    }
  }
}

}  // namespace saddle::app

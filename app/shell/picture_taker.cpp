#include "shell/picture_taker.h"

#include <algorithm>
#include <cmath>

#include <imgui_internal.h>

#include "shell/software_renderer.h"
#include "shell/svg_writer.h"

namespace saddle::app {
namespace {

constexpr int frames = 4;  // layout settles over a few

PixelImage cut(const PixelImage& whole, const ui::Mark& to) {
  const auto within = [](float at, int size) { return std::clamp(static_cast<int>(std::lround(at)), 0, size); };
  const int left = within(to.left, whole.width), right = within(to.right, whole.width),
            top = within(to.top, whole.height), bottom = within(to.bottom, whole.height);
  PixelImage part{.width = right - left, .height = bottom - top, .channels = whole.channels};
  for (int y = top; y < bottom; ++y) {
    const auto row = whole.pixels.begin() + static_cast<std::ptrdiff_t>(y) * whole.width * whole.channels;
    part.pixels.insert(part.pixels.end(), row + left * whole.channels, row + right * whole.channels);
  }
  return part;
}

// Makes a context current for a scope.
class Current {
 public:
  explicit Current(ImGuiContext* context) : before_(ImGui::GetCurrentContext()) { ImGui::SetCurrentContext(context); }
  ~Current() { ImGui::SetCurrentContext(before_); }
  Current(const Current&) = delete;
  Current& operator=(const Current&) = delete;

 private:
  ImGuiContext* before_;
};

class View final : public PictureTaker::Pose {
 public:
  explicit View(double factor) {
    // As many frames old as the window: figures compare the numbers of frames.
    const ImGuiContext& window = *ImGui::GetCurrentContext();
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    const auto scale = static_cast<float>(factor);
    context_ = ImGui::CreateContext();
    context_->FrameCount = context_->FrameCountEnded = context_->FrameCountRendered = window.FrameCount;
    context_->IO.IniFilename = nullptr;
    context_->IO.DisplaySize = {size.x * scale, size.y * scale};
    context_->IO.DeltaTime = 1.0f / 60;
    context_->IO.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
  }
  ~View() override { ImGui::DestroyContext(context_); }
  View(const View&) = delete;
  View& operator=(const View&) = delete;

  void draw(const Appearance& of, const PictureTaker::Wish& wish, const std::function<void(ui::Ui&)>& draw) {
    using Looks = PictureTaker::Looks;
    const Current current(context_);
    factor_ = static_cast<float>(wish.factor);
    Appearance appearance = wish.looks == Looks::screen
                                ? of.enlarged(wish.factor)
                                : of.on_paper(wish.factor, wish.looks == Looks::paper ? Appearance::Edges::smooth
                                                                                      : Appearance::Edges::hard);
    unsigned char* alpha = nullptr;
    int width = 0, height = 0;
    ui::Marks marks;
    for (int frame = 0; frame < frames; ++frame) {
      appearance.refresh();
      context_->IO.Fonts->GetTexDataAsAlpha8(&alpha, &width, &height);
      marks.clear();
      ui::Ui ui = appearance.ui(marks);
      ImGui::NewFrame();
      draw(ui);
      ImGui::Render();
      appearance.rendered(*ImGui::GetDrawData());
    }
    const auto shown = marks.find(wish.subject);
    crop_ =
        shown != marks.end() ? shown->second : ui::Mark{0, 0, context_->IO.DisplaySize.x, context_->IO.DisplaySize.y};
    ground_ = appearance.theme().window;
    fonts_ = appearance.fonts();
    data_ = ImGui::GetDrawData();
  }

  std::string svg() const override {
    return svg_of(*data_, *context_->IO.Fonts,
                  {.crop = crop_, .scale = factor_, .background = ground_, .fonts = fonts_});
  }
  PixelImage pixels() const override { return cut(render_in_software(*data_, *context_->IO.Fonts, ground_), crop_); }

 private:
  ImGuiContext* context_ = nullptr;
  const ImDrawData* data_ = nullptr;  // of the context's last frame
  ui::Mark crop_;
  ImU32 ground_ = 0;
  ui::Fonts fonts_;
  float factor_ = 1;
};

}  // namespace

PictureTaker::PictureTaker() = default;
PictureTaker::~PictureTaker() = default;

const PictureTaker::Pose* PictureTaker::take(const Appearance& appearance, const Wish& wish,
                                             const std::function<void(ui::Ui&)>& draw) {
  auto view = std::make_unique<View>(wish.factor);
  view->draw(appearance, wish, draw);
  poses_.push_back(std::move(view));
  return poses_.back().get();
}

void PictureTaker::release(const Pose* pose) {
  std::erase_if(poses_, [&](const auto& kept) { return kept.get() == pose; });
}

}  // namespace saddle::app

#include "shell/paper_picture.h"

#include <memory>

#include "saddle/picture.h"
#include "saddle/text_file.h"
#include "shell/appearance.h"
#include "shell/full_window.h"
#include "shell/picture_taker.h"

namespace saddle::app {

void save_on_paper(const std::filesystem::path& file, int width, int height, const std::function<void(ui::Ui&)>& draw) {
  const std::unique_ptr<ImGuiContext, void (*)(ImGuiContext*)> context(
      ImGui::CreateContext(), [](ImGuiContext* made) { ImGui::DestroyContext(made); });
  ImGui::SetCurrentContext(context.get());
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.DisplaySize = {static_cast<float>(width), static_cast<float>(height)};
  const Settings settings;
  Appearance appearance(settings);
  appearance.prepare(settings);
  const bool vector = file.extension() == ".svg";
  PictureTaker taker;
  const auto* pose = taker.take(appearance,
                                {.factor = vector ? 1.0 : 2.0,
                                 .subject = {},
                                 .looks = vector ? PictureTaker::Looks::vector : PictureTaker::Looks::paper},
                                [&](ui::Ui& ui) {
                                  const FullWindow window(ui);
                                  draw(ui);
                                });
  vector ? write_text_file(file, pose->svg()) : write_png(file, pose->pixels());
  taker.release(pose);
}

}  // namespace saddle::app

#include "shell/headless.h"

#include <imgui.h>

#include "shell/software_renderer.h"
#include "ui/keys.h"

namespace saddle::app {

Headless::Headless(ApplicationOptions options, int width, int height, std::function<void()> wake)
    : context_(ImGui::CreateContext()) {
  ImGui::SetCurrentContext(context_);
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.DisplaySize = {static_cast<float>(width), static_cast<float>(height)};
  io.DeltaTime = 1.0f / 60;
  io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
  ui::map_keys(io);
  try {
    application_ = std::make_unique<Application>(std::move(options), std::move(wake));
  } catch (...) {
    ImGui::DestroyContext(context_);
    throw;
  }
}

Headless::~Headless() {
  application_.reset();
  ImGui::DestroyContext(context_);
}

void Headless::frame() {
  ImGui::SetCurrentContext(context_);
  if (application_->prepare()) {
    unsigned char* alpha = nullptr;
    int width = 0, height = 0;
    ImGui::GetIO().Fonts->GetTexDataAsAlpha8(&alpha, &width, &height);
#if IMGUI_VERSION_NUM < 19200
    // Some texture, as a window has one: without, ImGui would not see what is drawn with none.
    ImGui::GetIO().Fonts->SetTexID(alpha);
#endif
  }
  ImGui::NewFrame();
  application_->draw();
  ImGui::Render();
  application_->rendered(*ImGui::GetDrawData());
}

void Headless::frames(int count) {
  for (int i = 0; i < count; ++i) frame();
}

PixelImage Headless::picture() {
  return render_in_software(*ImGui::GetDrawData(), *ImGui::GetIO().Fonts, application_->background());
}

const ui::Mark* Headless::mark(std::string_view name) const {
  const auto found = application_->marks().find(name);
  return found == application_->marks().end() ? nullptr : &found->second;
}

std::string Headless::text(std::string_view name) const {
  const ui::Mark* found = mark(name);
  return found ? found->text : "";
}

bool Headless::click(std::string_view name) {
  const ui::Mark* found = mark(name);
  if (!found) return false;
  const ui::Mark at = *found;
  move((at.left + at.right) / 2, (at.top + at.bottom) / 2);
  frame();
  press();
  release();
  frame();
  return true;
}

void Headless::move(float x, float y) {
  ImGui::GetIO().MousePos = {x, y};
  frame();
}

void Headless::press() {
  ImGui::GetIO().MouseDown[0] = true;
  frame();
}

void Headless::release() {
  ImGui::GetIO().MouseDown[0] = false;
  frame();
}

void Headless::wheel(float steps) {
  ImGui::GetIO().MouseWheel = steps;
  frame();
}

void Headless::write(const std::string& text) {
  ImGui::GetIO().AddInputCharactersUTF8(text.c_str());
  frame();
  key(ImGuiKey_Enter);
}

void Headless::press(const ui::Chord& chord) {
  for (const bool down : {true, false}) {
    ui::inject(ImGui::GetIO(), chord, down);
    frame();
  }
}

void Headless::key(char character, bool control) {
  for (const bool down : {true, false}) {
    ui::inject_key(ImGui::GetIO(), character, control, down);
    frame();
  }
}

void Headless::key(ImGuiKey key, bool control) {
  for (const bool down : {true, false}) {
    ui::inject_key(ImGui::GetIO(), key, control, down);
    frame();
  }
}

}  // namespace saddle::app

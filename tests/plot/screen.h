#pragma once

#include <functional>

#include <imgui.h>

#include "plot/figure.h"

// ImGui without a window or a backend: frames are drawn into memory and nobody shows them.
class Screen {
 public:
  Screen() {
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.DisplaySize = {1200, 800};
    io.DeltaTime = 1.0f / 60;
    io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
    unsigned char* pixels = nullptr;
    int width = 0, height = 0;
    io.Fonts->GetTexDataAsRGBA32(&pixels, &width, &height);
    move({-1, -1});
  }
  ~Screen() { ImGui::DestroyContext(); }
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;

  // One frame of a window that fills the screen.
  void frame(const std::function<void()>& draw) {
    ImGui::GetIO().MousePos = mouse_;
    ImGui::NewFrame();
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
    ImGui::Begin("screen", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove);
    draw();
    ImGui::End();
    ImGui::Render();
    ImGui::GetIO().MouseWheel = 0;
  }
  void move(ImVec2 to) { mouse_ = to; }
  void button(int which, bool down) { ImGui::GetIO().MouseDown[which] = down; }
  void wheel(float notches) { ImGui::GetIO().MouseWheel = notches; }
  void shift(bool down) { ImGui::GetIO().KeyShift = down; }
  int vertices() const { return ImGui::GetDrawData()->TotalVtxCount; }

 private:
  ImVec2 mouse_{0, 0};
};

// A figure on a screen, with the hand that works it.
class Bench {
 public:
  explicit Bench(std::function<void(saddle::plot::Figure&)> fill, saddle::plot::FigureOptions options = {})
      : fill_(std::move(fill)), options_(options) {
    frame();
    frame();
  }
  const saddle::plot::FigureReport& frame() {
    screen.frame([this] {
      saddle::plot::Figure figure(context, "Figure###figure", options_);
      fill_(figure);
      report = figure.draw();
    });
    return report;
  }
  const saddle::plot::FigureReport& move(ImVec2 to) {
    screen.move(to);
    return frame();
  }
  void click(ImVec2 at, int button = 0) {
    move(at);
    screen.button(button, true);
    frame();
    screen.button(button, false);
    frame();
    frame();
  }
  void double_click(ImVec2 at) {
    for (int i = 0; i < 40; ++i) move(at);  // long enough that an earlier click is forgotten
    click(at);
    click(at);
  }
  void drag(ImVec2 from, ImVec2 to, int button = 0) {
    move(from);
    screen.button(button, true);
    frame();
    move({(from.x + to.x) / 2, (from.y + to.y) / 2});
    move(to);
    screen.button(button, false);
    frame();
    frame();
  }
  void wheel(ImVec2 at, float notches) {
    move(at);
    screen.wheel(notches);
    frame();
    frame();
  }
  const saddle::plot::View& view() const { return report.layout.view; }
  ImVec2 center() const { return view().area.center(); }

  Screen screen;
  saddle::plot::Context context;
  saddle::plot::FigureReport report;

 private:
  std::function<void(saddle::plot::Figure&)> fill_;
  saddle::plot::FigureOptions options_;
};

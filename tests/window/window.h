#pragma once

#include <chrono>
#include <cmath>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "../folder.h"
#include "desktop.h"

namespace saddle {

using namespace std::chrono_literals;
using nlohmann::json;
namespace fs = std::filesystem;

// The program on a screen of its own, as somebody sees it who has never opened it before.
class WindowOnScreen : public testing::Test {
 protected:
  void SetUp() override {
    if (!Desktop::available()) GTEST_SKIP() << "needs Xvfb and xdotool";
    desktop_ = std::make_unique<Desktop>(1280, 720);
    ASSERT_TRUE(desktop_->ready()) << "Xvfb does not start";
    marks_ = folder_ / "marks.json";
    open();
  }
  void TearDown() override { program_.reset(); }
  void open(const std::string& size = "1280x720") {
    start(size);
    ASSERT_TRUE(wait([&] { return text("status") == "ready"; })) << program_->report();
  }
  void start(const std::string& size = "1280x720") {
    std::vector<std::string> command = {SADDLE_PROGRAM, "--marks", marks_.string()};
    if (!size.empty()) command.insert(command.end(), {"--size", size});
    program_ = std::make_unique<Process>(
        command, std::vector<std::string>{desktop_->variable(), "XDG_CONFIG_HOME=" + folder_.path().string(),
                                          "XDG_DATA_HOME=" + folder_.path().string(), "LIBGL_ALWAYS_SOFTWARE=1",
                                          "WAYLAND_DISPLAY="});
  }

  json marks() const {
    std::ifstream file(marks_);
    return file ? json::parse(file, nullptr, false) : json();
  }
  std::string text(const std::string& name) const {
    const json all = marks();
    return all.is_object() && all.contains(name) ? all[name]["text"].get<std::string>() : "";
  }
  bool wait(const std::function<bool()>& wanted) {
    const auto end = std::chrono::steady_clock::now() + 60s;
    while (std::chrono::steady_clock::now() < end) {
      if (wanted()) return true;
      if (!program_->running()) {
        ADD_FAILURE() << "the program has ended: " << program_->report();
        return false;
      }
      std::this_thread::sleep_for(50ms);
    }
    return false;
  }
  // Where `x`, `y` (0 … 1) of a widget is on the screen, as xdotool takes it.
  std::string place(const std::string& name, double x = 0.5, double y = 0.5) {
    const json all = marks();
    if (!all.is_object() || !all.contains(name)) {
      ADD_FAILURE() << name << " is not on the screen";
      return "0 0";
    }
    const json& rect = all[name]["rect"];
    const auto at = [&](int low, double share) {
      return std::lround(rect[low].get<double>() * (1 - share) + rect[low + 2].get<double>() * share);
    };
    return std::to_string(at(0, x)) + " " + std::to_string(at(1, y));
  }
  void click(const std::string& name) {
    // Not while the panel around it is still finding its size.
    for (std::string before; before != place(name); std::this_thread::sleep_for(300ms)) before = place(name);
    ASSERT_TRUE(desktop_->hand("mousemove " + place(name) + " sleep 0.1 mousedown 1 sleep 0.1 mouseup 1 sleep 0.1"));
  }
  // A file of the one window that is open or was left, or where there is none a name that does not exist.
  fs::path autosave(const std::string& file) const {
    std::error_code error;
    for (const auto& window : fs::directory_iterator(folder_ / "saddle/autosave", error)) return window.path() / file;
    return folder_ / "nothing";
  }
  static std::string bytes(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }
  double loss() const {
    const std::string shown = text("figure.loss");
    return shown.empty() || !std::isdigit(static_cast<unsigned char>(shown[0])) ? NAN : std::stod(shown);
  }

  std::unique_ptr<Desktop> desktop_;
  std::unique_ptr<Process> program_;
  const Folder folder_;
  fs::path marks_;
};

}  // namespace saddle

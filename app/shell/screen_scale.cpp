#include "shell/screen_scale.h"

#include <algorithm>
#include <cmath>

namespace saddle::app {
namespace {

// The least room for a window, and the height of a screen on which a scale of 1 is right; in pixels.
constexpr double least_width = 960, least_height = 540, plain_height = 1080;
constexpr double most_by_pixels = 3;

void apply(Settings& settings) {
  const auto chosen = settings.scales.find(settings.screen.name);
  settings.scale = settings.asked_scale              ? *settings.asked_scale
                   : chosen != settings.scales.end() ? chosen->second
                                                     : usual_scale(settings.screen);
}

}  // namespace

double usual_scale(const Screen& screen) {
  if (screen.width <= 0 || screen.height <= 0) return 1;
  // A screen on its side is as fine as it is upright.
  const double width = screen.width, height = screen.height, lower = std::min(height, width * 9 / 16);
  const double by_pixels = std::min(most_by_pixels, std::floor(lower / plain_height * 4) / 4);
  const double wanted = std::max(screen.content_scale, by_pixels),
               room = std::min(width / least_width, height / least_height);
  return std::max(1.0, std::floor(std::min(wanted, room) * 20 + 1e-6) / 20);
}

void move_to(Settings& settings, const Screen& screen) {
  if (screen == settings.screen) return;
  settings.screen = screen;
  apply(settings);
}

void choose_scale(Settings& settings, double scale) {
  settings.asked_scale.reset();
  settings.scale = scale;
  if (!settings.screen.name.empty()) settings.scales[settings.screen.name] = scale;
}

void use_usual_scale(Settings& settings) {
  settings.asked_scale.reset();
  settings.scales.erase(settings.screen.name);
  apply(settings);
}

void size_for(Settings& settings, const Screen& screen) {
  if (screen.width <= 0 || screen.height <= 0) return;
  // Some of it belongs to bars and frames.
  const int most_width = static_cast<int>(0.94 * screen.width), most_height = static_cast<int>(0.88 * screen.height);
  if (settings.sized) {
    // A window that filled a larger screen would reach beyond this one, with half of its buttons.
    if (settings.width > screen.width) settings.width = most_width;
    if (settings.height > screen.height) settings.height = most_height;
    return;
  }
  const double scale = settings.scale;
  settings.width = std::min(static_cast<int>(scale * settings.width), most_width);
  settings.height = std::min(static_cast<int>(scale * settings.height), most_height);
}

}  // namespace saddle::app

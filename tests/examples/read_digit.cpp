// Reads a photographed or drawn digit with the model that ships.
#include <algorithm>
#include <cstdio>

#include "saddle/saddle.h"

int main() {
  const saddle::Model model = saddle::Model::read(SADDLE_SOURCE "/assets/models/digits.npz");

  const saddle::PixelImage photo = saddle::read_picture(SADDLE_SOURCE "/tests/data/seven.png", 1);
  const auto digit = saddle::mnist_form(saddle::from_grey(photo.width, photo.height, photo.pixels.data()));
  const std::vector<float> probability = model.predict(digit);

  const auto best = std::max_element(probability.begin(), probability.end());
  const std::string& name = model.sample().classes[static_cast<size_t>(best - probability.begin())];
  std::printf("This is a %s (%.1f %%)\n", name.c_str(), 100 * *best);
  return name == "7" ? 0 : 1;
}

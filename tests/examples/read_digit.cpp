// Reads a photographed or drawn digit with the model that ships.
#include <algorithm>
#include <cstdio>

#include "saddle/saddle.h"

int main() {
  const std::filesystem::path model = SADDLE_SOURCE "/assets/models/digits.npz";
  const saddle::Experiment experiment = saddle::experiment_of_model(model);
  saddle::Trainer trainer(experiment, saddle::load_dataset({"procedural_digits", {{"train", 10}, {"test", 10}}}));
  trainer.load(model);

  const saddle::PixelImage photo = saddle::read_picture(SADDLE_SOURCE "/tests/data/seven.png", 1);
  const auto digit = saddle::mnist_form(saddle::from_grey(photo.width, photo.height, photo.pixels.data()));
  const std::vector<float> probability = trainer.predict({digit.begin(), digit.end()});

  const auto best = std::max_element(probability.begin(), probability.end());
  std::printf("This is a %td (%.1f %%)\n", best - probability.begin(), 100 * *best);
  return best - probability.begin() == 7 ? 0 : 1;
}

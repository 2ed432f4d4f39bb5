// Checkpoints that were tampered with, and what is done with them then: read, asked, evaluated, gone on from for a
// step. The input is a list of changes to a sound one: three bytes and what belongs to them.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "folder.h"
#include "io/npy.h"
#include "io/npz.h"
#include "saddle/catalog.h"
#include "saddle/experiment_file.h"
#include "saddle/model.h"
#include "saddle/trainer.h"
#include "zip.h"

namespace {

using Members = std::vector<std::pair<std::string, std::string>>;

// All that a checkpoint can have: weights, statistics, the state of an optimizer, a normalization.
const std::string& sound_experiment() {
  static const std::string text =
      R"({"saddle": 1, "data": {"set": "moons", "train": 40, "test": 10, "normalize": "standardize"},
    "network": [{"type": "dense", "name": "a", "units": 3}, {"type": "batch_norm", "name": "b"}, {"type": "relu"},
                {"type": "dense", "name": "c", "units": 2}],
    "optimizer": {"type": "adam"}, "training": {"batch_size": 10, "epochs": 2, "threads": 1}})";
  return text;
}

struct Sound {
  std::shared_ptr<const saddle::Dataset> dataset;
  saddle::Choice data;
  Members members;
};

const Sound& sound() {
  static const Sound made = [] {
    const saddle::Experiment experiment = saddle::parse_experiment(sound_experiment());
    Sound result{.dataset = saddle::load_dataset(experiment.data), .data = experiment.data, .members = {}};
    saddle::Trainer trainer(experiment, result.dataset);
    for (int step = 0; step < 5; ++step) trainer.step();
    const auto file = fuzz_folder() / "sound.npz";
    trainer.save_checkpoint(file);
    const saddle::NpzReader reader(file);
    for (const std::string& name : reader.names()) {
      const saddle::NpyArray array = reader.read(name);
      const bool whole = array.shape.empty() && array.kind[0] == 'i';
      result.members.emplace_back(name + ".npy", array.is_text ? saddle::write_npy_text(array.text)
                                                 : whole       ? saddle::write_npy_whole(array.whole)
                                                               : saddle::write_npy(array.shape, array.values));
    }
    return result;
  }();
  return made;
}

constexpr std::array hostile{0.0f, -1.0f, 3e38f, -3e38f, 1e-45f, INFINITY, NAN, 16777216.0f};

void change(Members& members, const uint8_t* bytes) {
  if (members.empty()) return;
  const size_t which = bytes[1] % members.size();
  std::string& content = members[which].second;
  const size_t place = content.empty() ? 0 : bytes[2] * (content.size() - 1) / 255;
  switch (bytes[0] % 8) {
    case 0:
      if (!content.empty()) content[place] = static_cast<char>(bytes[3]);
      return;
    case 1:
      content.resize(place);
      return;
    case 2:
      members.erase(members.begin() + static_cast<std::ptrdiff_t>(which));
      return;
    case 3:
      std::swap(content, members[bytes[3] % members.size()].second);
      return;
    case 4:
      members[which].first = members[bytes[3] % members.size()].first;
      return;
    case 5:
      content.insert(place, bytes[3], '\0');
      return;
    case 6:
      members.emplace_back("foreign" + std::to_string(bytes[3]) + ".npy", std::string(bytes[2], 'x'));
      return;
    default: {
      const float value = hostile[bytes[3] % hostile.size()];
      const size_t at = std::min(content.size(), 128 + 4 * size_t{bytes[2]});  // the first value lies behind the header
      if (at + sizeof value <= content.size())
        std::copy_n(reinterpret_cast<const char*>(&value), sizeof value,
                    content.begin() + static_cast<std::ptrdiff_t>(at));
    }
  }
}

void use(const saddle::Model& model) {
  if (model.issue() || model.sample().shape != sound().dataset->sample || model.plan().parameters() > 100'000) return;
  const std::vector<float> sample(static_cast<size_t>(model.sample().shape.size()), 0.5f);
  for (const float value : model.predict(sample)) static_cast<void>(std::isfinite(value));
  const saddle::Evaluation evaluation = model.evaluate(*sound().dataset, saddle::Dataset::Part::test);
  if (evaluation.samples != sound().dataset->test.count) std::abort();
}

// As `saddle train FILE` does: what cannot be gone on from is not trained, and what is trained can be saved or has
// diverged.
void go_on(const saddle::Model& model) {
  const saddle::Experiment& experiment = model.experiment();
  if (experiment.data != sound().data || model.plan().parameters() > 100'000) return;
  const auto options = saddle::read<saddle::TrainingOptions>(experiment.training, "training");
  if (options.batch_size > 1000 || options.threads > 4) return;
  saddle::Trainer trainer(experiment, sound().dataset);
  model.is_checkpoint() ? trainer.resume(model) : trainer.load(model);
  const int64_t before = trainer.steps();
  if (!std::isfinite(trainer.step())) return;
  if (trainer.steps() != before + 1) std::abort();
  trainer.save_checkpoint(fuzz_folder() / "after.npz");
  saddle::Trainer again(experiment, sound().dataset);
  again.resume(saddle::Model::read(fuzz_folder() / "after.npz"));
  if (again.steps() != trainer.steps()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  Members members = sound().members;
  for (; size >= 4; data += 4, size -= 4) change(members, data);
  const auto file = fuzz_folder() / "model.npz";
  std::ofstream(file, std::ios::binary) << zip(members);
  try {
    const saddle::Model model = saddle::Model::read(file);
    for (const auto& work : {use, go_on}) {
      try {
        work(model);
      } catch (const saddle::Error&) {
        continue;  // a sentence is an answer
      }
    }
  } catch (const saddle::Error&) {
    return 0;
  }
  return 0;
}

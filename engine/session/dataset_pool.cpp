#include "session/dataset_pool.h"

namespace saddle {

std::shared_ptr<const Dataset> DatasetPool::find(const Choice& data, const std::filesystem::path& directory) const {
  for (const Known& known : known_) {
    if (known.data != data || known.directory != directory) continue;
    if (auto dataset = known.dataset.lock()) return dataset;
  }
  return nullptr;
}

std::shared_ptr<const Dataset> DatasetPool::get(const Choice& data, const std::filesystem::path& directory,
                                                const std::atomic<bool>* stop) {
  if (auto dataset = find(data, directory)) return dataset;
  auto dataset = load_dataset(data, directory, stop);
  std::erase_if(known_, [](const Known& known) { return known.dataset.expired(); });
  known_.push_back({data, directory, dataset});
  return dataset;
}

}  // namespace saddle

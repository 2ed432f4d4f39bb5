#include "study/shared_data.h"

#include <algorithm>
#include <utility>

namespace saddle {

SharedData::SharedData(std::filesystem::path directory, int kept, Parts parts)
    : directory_(std::move(directory)), most_kept_(static_cast<size_t>(std::max(1, kept))), parts_(parts) {}

std::shared_ptr<const Dataset> SharedData::get(const Choice& data, const std::atomic<bool>& stop) {
  const MutexLock lock(mutex_);
  const auto found = std::ranges::find(kept_, data, &Kept::data);
  Kept kept{.data = data, .dataset = nullptr};
  if (found != kept_.end()) {
    kept = std::move(*found);
    kept_.erase(found);
  } else {
    // Room for it first: the largest of them fill most of the memory.
    while (kept_.size() >= most_kept_) kept_.pop_back();
    kept.dataset = pool_.get(data, directory_, &stop);
    if (parts_ == Parts::without_test && kept.dataset->test.count > 0) {
      auto rest = std::make_shared<Dataset>(*kept.dataset);
      rest->test = {};
      kept.dataset = std::move(rest);
    }
  }
  kept_.push_front(kept);
  return kept.dataset;
}

}  // namespace saddle

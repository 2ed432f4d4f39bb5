#pragma once

#include <functional>
#include <memory>

#include "saddle/catalog.h"
#include "saddle/dataset.h"

namespace saddle {

struct LoadContext {
  std::filesystem::path directory = {};     // as in --data
  const std::atomic<bool>* stop = nullptr;  // null: nobody stops it
  void check() const {
    if (stop && stop->load(std::memory_order_relaxed)) throw Error("data", "loading was cancelled");
  }
};

struct DatasetType {
  Entry entry;
  std::function<catalog::SampleInfo(const Properties&)> describe;
  std::function<std::shared_ptr<const Dataset>(const Properties&, const LoadContext&)> load;
};

namespace datasets {
const std::vector<DatasetType>& all();
}

}  // namespace saddle

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
    if (stop && stop->load(std::memory_order_relaxed)) throw Error("data", "loading was canceled");
  }
};

struct DatasetType {
  Entry entry;
  // What can be said before loading. Sets whose files say what they hold may look at those (the context's directory);
  // what cannot be known is left empty.
  std::function<catalog::SampleInfo(const Properties&, const LoadContext&)> describe;
  std::function<std::shared_ptr<const Dataset>(const Properties&, const LoadContext&)> load;
  // Of a set whose describe() looks into a file or a folder: which. Null: it does not.
  std::function<std::filesystem::path(const Properties&, const LoadContext&)> source = nullptr;
};

namespace datasets {
const std::vector<DatasetType>& all();
}

}  // namespace saddle

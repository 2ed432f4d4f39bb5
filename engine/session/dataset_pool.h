#pragma once

#include <atomic>
#include <filesystem>
#include <memory>
#include <vector>

#include "saddle/dataset.h"
#include "saddle/properties.h"

namespace saddle {

// The data sets that runs have at the moment, so that two runs on the same data hold them once.
class DatasetPool {
 public:
  // One that a run has already, or as load_dataset() brings it. Throws Error.
  std::shared_ptr<const Dataset> get(const Choice& data, const std::filesystem::path& directory,
                                     const std::atomic<bool>* stop);
  // Null where no run has it.
  std::shared_ptr<const Dataset> find(const Choice& data, const std::filesystem::path& directory) const;

 private:
  struct Known {
    Choice data;
    std::filesystem::path directory;
    std::weak_ptr<const Dataset> dataset;
  };
  std::vector<Known> known_;
};

}  // namespace saddle

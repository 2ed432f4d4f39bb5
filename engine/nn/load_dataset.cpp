#include "datasets/dataset_type.h"

namespace saddle {

std::shared_ptr<const Dataset> load_dataset(const Choice& data, const std::filesystem::path& directory,
                                            const std::atomic<bool>* stop) {
  const Entry& entry = catalog::get(catalog::datasets(), data.type, "data.set");
  if (const auto issues = check(data.properties, entry.properties, "data"); !issues.empty())
    throw Error(issues.front());
  for (const DatasetType& type : datasets::all()) {
    if (type.entry.name == data.type) return type.load(data.properties, {.directory = directory, .stop = stop});
  }
  return nullptr;
}

}  // namespace saddle

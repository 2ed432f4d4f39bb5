#include "model/dataset_type.h"
#include "model/type_named.h"

namespace saddle {

std::shared_ptr<const Dataset> load_dataset(const Choice& data, const std::filesystem::path& directory,
                                            const std::atomic<bool>* stop) {
  const Entry& entry = catalog::get(catalog::datasets(), data.type, "data.set");
  if (const auto issues = check(data.properties, entry.properties, "data"); !issues.empty())
    throw Error(issues.front());
  return type_named(datasets::all(), data.type).load(data.properties, {.directory = directory, .stop = stop});
}

}  // namespace saddle

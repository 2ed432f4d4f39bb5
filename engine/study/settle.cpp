#include "saddle/catalog.h"
#include "saddle/dataset.h"
#include "saddle/search.h"

namespace saddle {

const FigureRow& metric_of(const Search& search) {
  return figure_row(search.metric.empty() ? "validation_accuracy" : search.metric, "metric");
}

std::optional<Issue> settle(Search& search, const std::filesystem::path& directory, const std::atomic<bool>* stop) {
  constexpr int64_t share = 5;
  if (search.metric.empty() && catalog::sample_info(search.base.data, directory).outputs > 0)
    search.metric = "validation_loss";
  if (!metric_of(search).name.starts_with("validation")) return std::nullopt;
  const Table& table = catalog::get(catalog::datasets(), search.base.data.type, "data.set").properties;
  const Property *validation = find(table, "validation"), *train = find(table, "train");
  if (validation && value_of(search.base.data.properties, *validation) != Value(0)) return std::nullopt;
  const auto dataset = load_dataset(search.base.data, directory, stop);
  if (dataset->validation.count > 0) return std::nullopt;
  const int64_t all = dataset->train.count, kept = all / share;
  if (!validation || !train || kept < 1)
    throw Error("data.validation", "{} has no samples to spare for validation; compare by train_loss", dataset->name);
  assign(search.base, "data.validation", static_cast<int>(kept));
  assign(search.base, "data.train", static_cast<int>(all - kept));
  return make_issue("data.validation", "{} of the {} training samples are kept for validation, as nothing was said",
                    kept, all);
}

}  // namespace saddle

#include "io/npz.h"

#include "datasets/arrays/labelling.h"
#include "datasets/arrays/names.h"
#include "datasets/shared/empty_dataset.h"
#include "datasets/shared/sayings.h"
#include "datasets/shared/split.h"
#include "io/data_directory.h"
#include "model/dataset_type.h"

namespace saddle::datasets {
namespace {

struct NpzOptions : DivideOptions {
  std::string path, x = "x", y = "y", x_test = "x_test", y_test = "y_test", x_validation = "x_validation",
                    y_validation = "y_validation", task = "classification", layout = "auto";
  static auto fields() {
    using Options = NpzOptions;
    return std::tuple_cat(
        std::tuple{
            field("path", &Options::path, {},
                  "Path of the .npz file: absolute, or relative to the data folder or to the folder Saddle was started "
                  "in."),
            field("task", &Options::task, {.choices = {"classification", "regression"}},
                  "classification: y holds whole numbers, words or one-hot rows, one a sample, or numbers one a pixel. "
                  "regression: any numbers, (N) or (N, outputs)."),
            field("layout", &Options::layout, {.choices = {"auto", "channels_first", "channels_last"}},
                  "How pictures lie in x: (N, C, H, W) or (N, H, W, C). auto: whichever makes 1 to 4 channels. "
                  "(N, H, W) has one channel either way."),
        },
        DivideOptions::fields<Options>(),
        std::tuple{
            field("x", &Options::x, {.advanced = true},
                  "Array of the samples, or x_train if there is no x. Values of type uint8 are pixels: 0 to 255 become "
                  "0 to 1."),
            field("y", &Options::y, {.advanced = true}, "Array of the targets, or y_train if there is no y."),
            field("x_test", &Options::x_test, {.advanced = true},
                  "Array of the test samples. Without it, a share of x is kept for testing."),
            field("y_test", &Options::y_test, {.advanced = true}, "Their targets."),
            field("x_validation", &Options::x_validation, {.advanced = true},
                  "Array of the validation samples. Without it, some of x are kept for validation."),
            field("y_validation", &Options::y_validation, {.advanced = true}, "Their targets."),
        });
  }
};

// The names of two arrays that belong together: samples and what to learn of them.
struct Pair {
  std::string x, y;
};

// A file as samples and what to learn of them.
class NpzReading {
 public:
  NpzReading(const NpzOptions& options, const std::filesystem::path& file)
      : options_(options), where_(file.string()), reader_(file) {
    const NpzOptions usual;
    train_ = {options.x, options.y};
    if (train_.x == usual.x && !reader_.has(train_.x)) train_.x = array_of_samples(reader_, ArrayPart::train);
    if (train_.y == usual.y && !reader_.has(train_.y)) train_.y = array_of_targets(reader_, ArrayPart::train);
    require(train_.x, "data.x");
    require(train_.y, "data.y");
    test_ = more({options.x_test, options.y_test}, {usual.x_test, usual.y_test}, ArrayPart::test, "data.x_test");
    validation_ = more({options.x_validation, options.y_validation}, {usual.x_validation, usual.y_validation},
                       ArrayPart::validation, "data.x_validation");
    if (!validation_.x.empty() && options.validation > 0)
      throw Error("data.validation", "{} has samples for validation of its own, {}; leave this at 0", where_,
                  validation_.x);
    last_ = channels_last();
    info_.shape = sample_of(train_.x);
    const auto wanted = reader_.shape(train_.y);
    info_.per_pixel = options.task == "classification" && wanted.size() == 3 && info_.shape.rank() == 3;
    if (options.task == "regression") {
      info_.outputs = wanted.size() == 2 ? wanted[1] : 1;
      return;
    }
    for (const Pair* pair : {&train_, &test_, &validation_}) {
      if (!pair->y.empty()) labelling_.add(reader_, where_, pair->y, info_.per_pixel);
    }
    labelling_.finish();
    info_.classes = labelling_.classes();
  }

  const catalog::SampleInfo& info() const { return info_; }
  // What the arrays were taken for.
  std::vector<Issue> notes() const {
    std::vector<Issue> notes;
    const bool usual =
        (train_.x == options_.x && train_.y == options_.y) || (train_.x == "x_train" && train_.y == "y_train");
    if (!usual)
      notes.push_back(make_issue("data.x", "the array {} is taken for the samples, and {} for what to learn of them",
                                 train_.x, train_.y));
    if (!test_.x.empty() && (test_.x != options_.x_test || test_.y != options_.y_test))
      notes.push_back(make_issue("data.x_test", "the arrays of the test part are called {} and {}", test_.x, test_.y));
    if (!validation_.x.empty() && (validation_.x != options_.x_validation || validation_.y != options_.y_validation))
      notes.push_back(make_issue("data.x_validation", "the arrays of the validation part are called {} and {}",
                                 validation_.x, validation_.y));
    if (options_.layout == "auto" && last_)
      notes.push_back(make_issue("data.layout", "{} has its channels last: {} of {} × {} pixels", train_.x,
                                 info_.shape[0], info_.shape[1], info_.shape[2]));
    notes.insert(notes.end(), labelling_.notes().begin(), labelling_.notes().end());
    return notes;
  }

  Samples train() const { return samples(train_); }
  Samples test() const { return samples(test_); }
  Samples validation() const { return samples(validation_); }
  bool has_test() const { return !test_.x.empty(); }
  bool has_validation() const { return !validation_.x.empty(); }

 private:
  void require(const std::string& name, const std::string& property) const {
    if (reader_.has(name)) return;
    std::string known;
    for (const std::string& other : reader_.names()) known += (known.empty() ? "" : ", ") + other;
    throw Error(property, "{} has no array \"{}\"; it has {}", where_, name, known.empty() ? "none" : known);
  }

  // Returns both arrays, or two empty names if neither exists. Throws Error if one is missing or if the user named
  // them.
  Pair more(Pair pair, const Pair& usual, ArrayPart part, const std::string& property) const {
    const bool named = pair.x != usual.x || pair.y != usual.y;
    if (!named) pair = {array_of_samples(reader_, part), array_of_targets(reader_, part)};
    if (!named && !reader_.has(pair.x) && !reader_.has(pair.y)) return {};
    require(pair.x, property);
    require(pair.y, property);
    return pair;
  }

  std::string place(const std::string& array) const { return where_ + ": " + array; }

  // Of pictures with channels. Where the user does not say, maps of classes tell, then how many channels pictures have,
  // and that they are square. Throws Error where it cannot be told.
  bool channels_last() const {
    const auto x = reader_.shape(train_.x), y = reader_.shape(train_.y);
    if (x.size() != 4) return false;
    if (options_.layout != "auto") return options_.layout == "channels_last";
    const bool first_fits = y.size() == 3 && y[1] == x[2] && y[2] == x[3],
               last_fits = y.size() == 3 && y[1] == x[1] && y[2] == x[2];
    if (first_fits != last_fits) return last_fits;
    const auto likely = [](int64_t channels) {
      return channels == 3 || channels == 1 ? 3 : channels == 4 ? 2 : channels == 2;
    };
    const int first = likely(x[1]) + 2 * (x[2] == x[3]), last = likely(x[3]) + 2 * (x[1] == x[2]);
    if (first == last)
      throw Error("data.layout",
                  "{} has the shape {}, which may have its channels first or last; set data.layout=channels_first or "
                  "data.layout=channels_last",
                  train_.x, shape_text(x));
    return last > first;
  }

  Shape sample_of(const std::string& x) const {
    const auto shape = reader_.shape(x);
    for (const int64_t extent : shape) {
      if (extent < 1) throw Error(place(x), "has the shape {}, which holds nothing", shape_text(shape));
    }
    switch (shape.size()) {
      case 1:
        return {1};
      case 2:
        return {shape[1]};
      case 3:
        return {1, shape[1], shape[2]};
      case 4:
        return last_ ? Shape{shape[3], shape[1], shape[2]} : Shape{shape[1], shape[2], shape[3]};
      default:
        throw Error(place(x), "has the shape {}; expected (N, features), (N, H, W) or (N, C, H, W)", shape_text(shape));
    }
  }

  // Converts images to channels-last.
  Samples samples(const Pair& pair) const {
    if (pair.x.empty()) return {};
    if (sample_of(pair.x) != info_.shape)
      throw Error(place(pair.x), "has samples of {}, but those of {} are {}", sample_of(pair.x).text(), train_.x,
                  info_.shape.text());
    NpyArray x = read_numbers(reader_, where_, pair.x);
    Samples all;
    all.count = x.shape[0];
    const auto put = [&](auto& to, const auto& convert) {
      to.reserve(x.values.size());
      const bool turn = x.shape.size() == 4 && !last_;
      const int64_t channels = turn ? info_.shape[0] : 1, pixels = info_.shape.size() / channels;
      for (int64_t i = 0; i < all.count; ++i) {
        const float* sample = x.values.data() + i * info_.shape.size();
        for (int64_t p = 0; p < pixels; ++p) {
          for (int64_t c = 0; c < channels; ++c) to.push_back(convert(sample[c * pixels + p]));
        }
      }
    };
    if (x.kind == "u1") {
      put(all.bytes, [](float value) { return static_cast<uint8_t>(value); });
    } else {
      put(all.values, [](float value) { return value; });
    }
    const auto y = reader_.shape(pair.y);
    if (y.empty() || y[0] != all.count)
      throw Error(place(pair.y), "has the shape {}, but {} has {} samples; it must begin with as many", shape_text(y),
                  pair.x, all.count);
    if (options_.task == "regression") {
      NpyArray targets = read_numbers(reader_, where_, pair.y);
      if (y.size() > 2 || (y.size() == 2 ? y[1] : 1) != info_.outputs || info_.outputs < 1)
        throw Error(place(pair.y), "has the shape {}; expected (N) or (N, outputs), the same in every part",
                    shape_text(y));
      all.targets = std::move(targets.values);
      return all;
    }
    all.labels = labelling_.of(pair.y);
    if (info_.per_pixel && (y[1] != info_.shape[1] || y[2] != info_.shape[2]))
      throw Error(place(pair.y), "has the shape {}, which is not a class for each pixel of {}", shape_text(y), pair.x);
    return all;
  }

  const NpzOptions& options_;
  std::string where_;
  NpzReader reader_;
  Pair train_, test_, validation_;  // the latter two may be empty
  bool last_ = false;               // pictures have their channels last
  Labelling labelling_;
  catalog::SampleInfo info_;
};

std::filesystem::path source_of_npz(const Properties& properties, const LoadContext& context) {
  const auto options = read<NpzOptions>(properties, "data");
  if (options.path.empty()) throw Error("data.path", "no file is named; name an .npz file");
  return find_named_file(context.directory, options.path);
}

catalog::SampleInfo describe_npz(const Properties& properties, const LoadContext& context) {
  const auto options = read<NpzOptions>(properties, "data");
  return NpzReading(options, source_of_npz(properties, context)).info();
}

std::shared_ptr<const Dataset> load_npz(const Properties& properties, const LoadContext& context) {
  auto options = read<NpzOptions>(properties, "data");
  const auto file = source_of_npz(properties, context);
  const NpzReading reading(options, file);
  context.check();
  const auto dataset = empty_dataset(file.filename().string(), reading.info());
  Samples all = reading.train();
  context.check();
  DivideOptions parts = options;
  if (reading.has_test()) parts.test_share = 0;
  parts.normalize = "none";
  fill_parts(*dataset, std::move(all), parts);
  if (reading.has_test()) dataset->test = reading.test();
  if (reading.has_validation()) dataset->validation = reading.validation();
  normalize(*dataset, options.normalize);
  dataset->notes = reading.notes();
  note_large_inputs(*dataset, options.normalize);
  return dataset;
}

}  // namespace

DatasetType npz() {
  return {.entry = {.name = "npz",
                    .title = "Arrays (NumPy)",
                    .help = "Arrays of your own, as np.savez writes them: x and y, and x_test and y_test if you like.",
                    .properties = table_of<NpzOptions>()},
          .describe = describe_npz,
          .load = load_npz,
          .source = source_of_npz};
}

}  // namespace saddle::datasets

#include <algorithm>
#include <iterator>
#include <optional>

#include "core/parallel.h"
#include "datasets/pictures/folders.h"
#include "datasets/shared/resize.h"
#include "datasets/shared/sayings.h"
#include "datasets/shared/split.h"
#include "io/data_directory.h"
#include "model/dataset_type.h"
#include "saddle/picture.h"
#include "saddle/text_file.h"

namespace saddle::datasets {
namespace {

namespace fs = std::filesystem;

struct ImageFolderOptions : DivideOptions {
  std::string path, pixels = "color", fit = "crop", background = "white";
  int height = 32, width = 32;
  static auto fields() {
    using Options = ImageFolderOptions;
    return std::tuple_cat(
        std::tuple{
            field(
                "path", &Options::path, {},
                "The folder that holds a folder of pictures for each class, or folders train, test and val of such: a "
                "whole path, or one from the data folder or from the folder Saddle was started in."),
            field("height", &Options::height, {.min = 1, .max = 1024, .logarithmic = true},
                  "Height to which every picture is resized, in pixels."),
            field("width", &Options::width, {.min = 1, .max = 1024, .logarithmic = true},
                  "Width to which every picture is resized, in pixels."),
            field("pixels", &Options::pixels, {.choices = {"color", "gray"}},
                  "color: three channels, red, green and blue. gray: one."),
            field("fit", &Options::fit, {.choices = {"crop", "pad", "stretch"}},
                  "crop: keeps the aspect ratio and cuts off the rest. pad: keeps it and adds black. stretch: distorts "
                  "the picture."),
            field("background", &Options::background, {.advanced = true, .choices = {"white", "gray", "black"}},
                  "The paper that shows through where a picture is transparent."),
        },
        DivideOptions::fields<Options>());
  }
};

constexpr int64_t most_megabytes = 1024, most_pictures = 1'000'000;

fs::path source_of_image_folder(const Properties& properties, const LoadContext& context) {
  const auto options = read<ImageFolderOptions>(properties, "data");
  if (options.path.empty())
    throw Error("data.path", "no folder is named; name one that holds a folder of pictures for each class");
  return find_named_folder(context.directory, options.path);
}

std::vector<std::string> readable(const std::vector<std::string>& names) {
  std::vector<std::string> all;
  for (const std::string& name : names) all.push_back(readable_name(name));
  return all;
}

catalog::SampleInfo describe_image_folder(const Properties& properties, const LoadContext& context) {
  const auto options = read<ImageFolderOptions>(properties, "data");
  return {.shape = {options.pixels == "color" ? 3 : 1, options.height, options.width},
          .classes = readable(find_picture_folders(source_of_image_folder(properties, context)).classes)};
}

uint8_t paper_of(const ImageFolderOptions& options) {
  return options.background == "white" ? 255 : options.background == "black" ? 0 : 128;
}

// Reads the pictures of each part, and keeps account of what cannot be read.
class FolderReading {
 public:
  FolderReading(const ImageFolderOptions& options, const PictureFolders& folders, const Shape& sample,
                const LoadContext& context)
      : options_(options), folders_(folders), sample_(sample), context_(context), others_(strays_of(folders)) {}

  // Empty where there is no such part.
  Samples part(const fs::path& folder) {
    Samples all;
    if (folder.empty()) return all;
    std::vector<fs::path> files;
    for (size_t label = 0; label < folders_.classes.size(); ++label) {
      const fs::path of_class = folder / folders_.classes[label];
      std::vector<fs::path> pictures = pictures_below(of_class, others_);
      if (pictures.empty() && !folders_.divided())
        throw Error(of_class.string(),
                    "holds no picture; put PNG, JPEG, BMP, GIF or WebP files there, or remove the folder");
      all.labels.insert(all.labels.end(), pictures.size(), static_cast<int>(label));
      std::move(pictures.begin(), pictures.end(), std::back_inserter(files));
    }
    if (files.empty()) throw Error(folder.string(), "holds no picture in the folders of its classes; put some there");
    read(files, all);
    return all;
  }

  std::vector<Issue> notes() const {
    std::vector<Issue> notes;
    if (folders_.divided()) {
      std::vector<std::string> parts;
      for (const fs::path& part : {folders_.train, folders_.validation, folders_.test}) {
        if (!part.empty()) parts.push_back(readable_name(part.filename().string()));
      }
      notes.push_back(make_issue("data.path", "the folders divide the pictures into parts: {}", listed(parts)));
    }
    if (!folders_.ignored.empty())
      notes.push_back(make_issue("data.path", "folders without a folder for each class are left out: {}",
                                 listed(readable(folders_.ignored))));
    if (!unreadable_.empty())
      notes.push_back(make_issue("data.path", "{} of {} pictures cannot be read and are left out: {}",
                                 unreadable_.size(), pictures_, listed(relative(unreadable_))));
    if (!others_.empty())
      notes.push_back(make_issue("data.path", "files that are no pictures of a class are left out ({} in all): {}",
                                 others_.size(), listed(relative(others_))));
    return notes;
  }

 private:
  void read(const std::vector<fs::path>& files, Samples& all) {
    const int64_t size = sample_.size(), count = std::ssize(files);
    pictures_ += count;
    const int64_t megabytes = (pictures_ * size) >> 20;
    if (pictures_ > most_pictures)
      throw Error("data.path", "{} pictures are too many (at most {}); leave some out", pictures_, most_pictures);
    if (megabytes > most_megabytes)
      throw Error("data.height",
                  "{} pictures of {} take {} MB (at most {}); make them smaller with data.height and "
                  "data.width, or leave some out",
                  pictures_, sample_.text(), megabytes, most_megabytes);
    all.bytes.resize(static_cast<size_t>(count * size));
    const Fit fit = fit_named(options_.fit);
    std::vector<std::optional<Issue>> failures(files.size());
    Workers workers(0);
    workers.run(static_cast<int>(count), [&](int item) {
      context_.check();
      const auto i = static_cast<size_t>(item);
      try {
        const PixelImage picture = read_picture(files[i], static_cast<int>(sample_[0]), paper_of(options_));
        const PixelImage resized = resize(picture, options_.height, options_.width, fit);
        std::copy(resized.pixels.begin(), resized.pixels.end(), all.bytes.begin() + item * size);
      } catch (const Error& error) {
        failures[i] = error.issue();
      }
    });
    keep_readable(files, failures, all);
  }

  // Closes the gaps that files leave which cannot be read. Throws Error where nothing remains of a class.
  void keep_readable(const std::vector<fs::path>& files, const std::vector<std::optional<Issue>>& failures,
                     Samples& all) {
    const int64_t size = sample_.size();
    std::vector<int64_t> readable(folders_.classes.size());
    for (size_t i = 0; i < files.size(); ++i) readable[static_cast<size_t>(all.labels[i])] += !failures[i];
    const bool none = std::count(readable.begin(), readable.end(), 0) == std::ssize(readable);
    for (size_t i = 0; i < files.size(); ++i) {
      const bool lost = none || (readable[static_cast<size_t>(all.labels[i])] == 0 && !folders_.divided());
      if (failures[i] && lost) throw Error(*failures[i]);
    }
    for (size_t i = 0; i < files.size(); ++i) {
      if (failures[i]) {
        unreadable_.push_back(files[i]);
        continue;
      }
      if (const auto index = static_cast<int64_t>(i); all.count < index) {
        const auto from = all.bytes.begin() + index * size;
        std::copy(from, from + size, all.bytes.begin() + all.count * size);
      }
      all.labels[static_cast<size_t>(all.count++)] = all.labels[i];
    }
    all.labels.resize(static_cast<size_t>(all.count));
    all.bytes.resize(static_cast<size_t>(all.count * size));
  }

  std::vector<std::string> relative(const std::vector<fs::path>& files) const {
    std::vector<std::string> names;
    for (const fs::path& file : files) names.push_back(readable_name(file.lexically_relative(folders_.root).string()));
    return names;
  }

  const ImageFolderOptions& options_;
  const PictureFolders& folders_;
  const Shape sample_;
  const LoadContext& context_;
  int64_t pictures_ = 0;
  std::vector<fs::path> unreadable_, others_;
};

std::shared_ptr<const Dataset> load_image_folder(const Properties& properties, const LoadContext& context) {
  const auto options = read<ImageFolderOptions>(properties, "data");
  const fs::path folder = source_of_image_folder(properties, context);
  const PictureFolders folders = find_picture_folders(folder);
  if (!folders.validation.empty() && options.validation > 0)
    throw Error("data.validation", "{} has pictures for validation of its own, in {}; leave this at 0", folder.string(),
                folders.validation.filename().string());
  auto dataset = std::make_shared<Dataset>();
  dataset->name = readable_name((folder.has_filename() ? folder : folder.parent_path()).filename().string());
  dataset->sample = describe_image_folder(properties, context).shape;
  dataset->classes = readable(folders.classes);
  FolderReading reading(options, folders, dataset->sample, context);
  Samples all = reading.part(folders.train);
  DivideOptions parts = options;
  if (!folders.test.empty()) parts.test_share = 0;
  parts.normalize = "none";
  fill_parts(*dataset, std::move(all), parts);
  if (!folders.test.empty()) dataset->test = reading.part(folders.test);
  if (!folders.validation.empty()) dataset->validation = reading.part(folders.validation);
  normalize(*dataset, options.normalize);
  dataset->notes = reading.notes();
  return dataset;
}

}  // namespace

DatasetType image_folder() {
  return {
      .entry = {.name = "image_folder",
                .title = "Folders of pictures",
                .help =
                    "Pictures of your own, PNG, JPEG, BMP, GIF or WebP: a folder for each class, named like the class.",
                .properties = table_of<ImageFolderOptions>()},
      .describe = describe_image_folder,
      .load = load_image_folder,
      .source = source_of_image_folder,
      .framing = [](const Properties& properties) {
        const auto options = read<ImageFolderOptions>(properties, "data");
        return DatasetType::Framing{.fit = options.fit, .paper = paper_of(options)};
      }};
}

}  // namespace saddle::datasets

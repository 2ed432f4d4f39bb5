#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/predict/jury.h"
#include "cli/shared/digit_refusal.h"
#include "cli/subcommand.h"
#include "saddle/ensemble.h"
#include "saddle/model.h"
#include "saddle/new_sample.h"
#include "saddle/picture.h"
#include "saddle/text_file.h"

namespace saddle::cli {
namespace {

// What is asked about: a picture, or a row of a table.
struct Question {
  std::string name;
  std::vector<float> sample;
};

// A picture, or the rows of a table, for whichever kind the model takes.
std::vector<Question> questions(const Model& model, const std::string& path) {
  const catalog::SampleInfo& info = model.sample();
  const std::string name = readable_name(path);  // JSON is UTF-8, whatever names are
  if (takes_pictures(info)) return {{name, sample_of_picture(model.experiment().data, info, path)}};
  if (looks_like_picture(path))
    throw Error(name, "is a picture, but the model takes rows of {} numbers; give it a table", info.shape.size());
  std::vector<Question> rows;
  for (NewRow& row : samples_of_table(info, path))
    rows.push_back({fmt::format("{}:{}", name, row.line), std::move(row.values)});
  return rows;
}

// The class of each pixel.
std::vector<int> decided(const std::vector<float>& outputs, size_t classes) {
  std::vector<int> all;
  for (size_t i = 0; i + classes <= outputs.size(); i += classes) {
    const auto pixel = outputs.begin() + static_cast<std::ptrdiff_t>(i);
    all.push_back(static_cast<int>(std::max_element(pixel, pixel + static_cast<std::ptrdiff_t>(classes)) - pixel));
  }
  return all;
}

// One output for each class. Other losses have outputs that are no classes.
bool tells_classes(const catalog::SampleInfo& info, const std::vector<float>& outputs) {
  return !info.classes.empty() && info.classes.size() == outputs.size();
}

nlohmann::ordered_json as_json(const Model& model, const Question& question, const std::vector<float>& outputs) {
  const catalog::SampleInfo& info = model.sample();
  nlohmann::ordered_json row{{takes_pictures(info) ? "picture" : "row", question.name}};
  if (info.per_pixel) {
    row["classes"] = info.classes;
    row["map"] = decided(outputs, info.classes.size());
    row["shape"] = {info.shape[1], info.shape[2]};
  } else if (!tells_classes(info, outputs)) {
    row["outputs"] = outputs;
  } else {
    row["prediction"] = info.classes[static_cast<size_t>(std::ranges::max_element(outputs) - outputs.begin())];
    row["classes"] = info.classes;
    row[model.gives_probabilities() ? "probabilities" : "outputs"] = outputs;
  }
  return row;
}

void print_share(const std::string& name, double share) {
  std::string bar;
  for (int cell = 0; cell < static_cast<int>(share * 40 + 0.5); ++cell) bar += "█";
  fmt::print("  {:>10} {:6.2f} % {}\n", name, 100 * share, bar);
}

void print(const Model& model, const Question& question, const std::vector<float>& outputs) {
  const catalog::SampleInfo& info = model.sample();
  if (info.per_pixel) {
    const std::vector<int> map = decided(outputs, info.classes.size());
    fmt::print("{}: {} × {} pixels\n", question.name, info.shape[2], info.shape[1]);
    for (int k = 0; k < std::ssize(info.classes); ++k)
      print_share(info.classes[static_cast<size_t>(k)],
                  static_cast<double>(std::ranges::count(map, k)) / static_cast<double>(map.size()));
  } else if (!tells_classes(info, outputs)) {
    fmt::print("{}: {:.6g}\n", question.name, fmt::join(outputs, ", "));
  } else {
    const auto best = static_cast<size_t>(std::ranges::max_element(outputs) - outputs.begin());
    if (model.gives_probabilities()) {
      fmt::print("{}: {} ({:.1f} %)\n", question.name, info.classes[best], 100 * outputs[best]);
      for (size_t i = 0; i < outputs.size(); ++i) print_share(info.classes[i], static_cast<double>(outputs[i]));
    } else {  // the numbers as they are
      fmt::print("{}: {} ({:.4g})\n", question.name, info.classes[best], outputs[best]);
      for (size_t i = 0; i < outputs.size(); ++i) fmt::print("  {:>10} {:8.4g}\n", info.classes[i], outputs[i]);
    }
  }
}

// Those that are named first, up to the first that is no model file.
size_t models_among(const std::vector<std::string>& names) {
  size_t count = 1;
  while (count < names.size() && names[count].ends_with(".npz")) ++count;
  return count;
}

class Answerer {
 public:
  Answerer(const std::vector<std::string>& files, const std::string& data_directory) {
    for (const std::string& file : files) {
      jury_.push_back(std::make_shared<const Model>(Model::read(file, data_directory)));
      if (jury_.back()->issue()) throw Error(*jury_.back()->issue());
      names_.push_back(readable_name(file));
    }
    if (jury_.size() > 1) check_jury(jury_);
    judge_ = judge_for(first());
  }

  const Model& first() const { return *jury_.front(); }

  nlohmann::ordered_json row_of(const Question& question, const std::string& file) const {
    const Answered answered = answer(question, file);
    if (!answered.judgement) return row_of(question, answered);
    nlohmann::ordered_json row{{"picture", question.name}};
    add_judgement(row, *answered.judgement, answered.digits);
    if (answered.judgement->is_digit()) row.update(row_of(question, answered));
    return row;
  }

  void say(const Question& question, const std::string& file) const {
    const Answered answered = answer(question, file);
    if (answered.judgement && !answered.judgement->is_digit()) {
      fmt::print("{}: {}\n", question.name, refusal(answered));
    } else if (jury_.size() > 1) {
      print_jury({question.name, names_, first().sample().classes, answered.verdicts});
    } else {
      print(first(), question, answered.outputs);
    }
  }

 private:
  struct Answered {
    std::vector<float> outputs = {};          // of one model
    Verdicts verdicts = {};                   // of several
    std::optional<Judgement> judgement = {};  // of drawings for models that read digits
    std::vector<std::string> digits = {};     // of each of its parts
  };

  Answered answer(const Question& question, const std::string& file) const {
    Answered answered;
    if (judge_) {
      answered.judgement = judged(*judge_, file);
      for (const DigitPart& part : answered.judgement->parts) {
        const std::vector<float> numbers = jury_.size() > 1 ? ask(jury_, part.form).mean : first().predict(part.form);
        const auto best = std::ranges::max_element(numbers) - numbers.begin();
        answered.digits.push_back(first().sample().classes[static_cast<size_t>(best)]);
      }
    }
    if (jury_.size() > 1) {
      answered.verdicts = ask(jury_, question.sample);
    } else {
      answered.outputs = first().predict(question.sample);
    }
    const std::vector<float>& numbers = jury_.size() > 1 ? answered.verdicts.mean : answered.outputs;
    if (!std::ranges::all_of(numbers, [](float value) { return std::isfinite(value); })) {
      throw Error(names_.front(),
                  "gives outputs that are not finite; its weights are too large, train it again with a smaller "
                  "learning rate");
    }
    return answered;
  }

  nlohmann::ordered_json row_of(const Question& question, const Answered& answered) const {
    if (jury_.size() == 1) return as_json(first(), question, answered.outputs);
    nlohmann::ordered_json row{{takes_pictures(first().sample()) ? "picture" : "row", question.name}};
    add_jury(row, {question.name, names_, first().sample().classes, answered.verdicts});
    return row;
  }

  static std::string refusal(const Answered& answered) {
    std::string words = why_none(*answered.judgement).text();
    if (!answered.digits.empty()) return fmt::format("{} {}", words, fmt::join(answered.digits, " "));
    if (answered.judgement->verdict == Judgement::Verdict::blank) return words;
    return fmt::format("{} (likeness {:.2f}; a digit has at least {:.2f})", words, answered.judgement->likeness,
                       DigitJudge::least);
  }

  std::vector<std::shared_ptr<const Model>> jury_;
  std::vector<std::string> names_;
  std::optional<DigitJudge> judge_;
};

int predict(const std::vector<std::string>& names, const std::string& data_directory, bool json) {
  const size_t models = models_among(names);
  if (models == names.size()) throw Error("FILE", "is missing: name a picture or a table behind the models");
  const Answerer answerer({names.begin(), names.begin() + static_cast<std::ptrdiff_t>(models)}, data_directory);
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (size_t i = models; i < names.size(); ++i) {
    for (const Question& question : questions(answerer.first(), names[i])) {
      if (json) {
        rows.push_back(answerer.row_of(question, names[i]));
      } else {
        answerer.say(question, names[i]);
      }
    }
  }
  if (json) fmt::print("{}\n", rows.dump());
  return success;
}

// Without the positional "behind", which has no name to be shown.
class PredictHelp final : public CLI::Formatter {
 public:
  std::string make_usage(const CLI::App*, std::string name) const override {
    return "Usage: " + name + " [OPTIONS] M.npz … -- FILE …\n";
  }
};

}  // namespace

Subcommand predict() {
  return {
      "predict", "Asks saved models about pictures, or about the rows of a table.", [](CLI::App& app) {
        auto data_directory = std::make_shared<std::string>();
        auto files = std::make_shared<std::vector<std::string>>();
        auto behind = std::make_shared<std::string>();
        auto json = std::make_shared<bool>(false);
        app.add_option("--data", *data_directory, "Folder with the data sets (default: SADDLE_DATA)")->type_name("DIR");
        app.add_option("files", *files,
                       "A model that Saddle saved (.npz); several are a jury, whose mean is the answer. Then what they "
                       "are asked about. Of a model of pictures: PNG, JPEG, BMP, GIF or WebP; digits dark on bright or "
                       "bright on dark. Of a model of a table: CSV with the columns it has learned from")
            ->required()
            ->expected(2, -1)
            ->type_name("M.npz … -- FILE …");
        // CLI11 hands what stands behind -- to another command unless a positional still waits for an argument.
        app.add_option("behind", *behind)->expected(1)->group("");
        app.formatter(std::make_shared<PredictHelp>());
        app.add_flag("--json", *json, "Prints JSON");
        return std::function<int()>([=] {
          std::vector<std::string> names = *files;
          if (!behind->empty()) names.push_back(*behind);
          const bool said_late = std::erase(names, "--json") > 0;  // behind --, where it is no option any more
          return predict(names, *data_directory, *json || said_late);
        });
      }};
}

}  // namespace saddle::cli

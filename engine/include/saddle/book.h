#pragma once

#include <filesystem>
#include <functional>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "saddle/error.h"

namespace saddle {

// A figure that the book publishes, and what ours comes to.
struct BookFigure {
  enum class Rule {
    near,      // the book's is one run more: see allowance()
    at_most,   // ours is not above the book's
    at_least,  // ours is not below it
    shown      // the book prints none; ours is told
  };
  Issue what;  // "loss at iteration {}": a sentence that can be translated, without a place
  // Not a number where the book prints none, and where its run overflowed.
  double book = std::numeric_limits<double>::quiet_NaN();
  Rule rule = Rule::near;
  double digit = 0;               // one unit of the last digit that the book prints
  double margin = 0;              // what ours may differ more
  std::string why = {};           // ... and why it may; empty without a margin
  std::vector<double> ours = {};  // one for each seed; one alone where nothing is drawn at random

  double mean() const;
  double spread() const;  // standard deviation over the seeds, of a sample; 0 of one number
  // How far the book's may lie from mean(): three standard deviations, as a single draw against so many (so times
  // sqrt(1 + 1/n)), half a digit, and the margin.
  double allowance() const;
  bool agrees() const;  // true of what is only shown
};
// Figures as JSON, to be kept, and back. Throws Error at `where` for what is none.
std::string to_json(const std::vector<BookFigure>& figures);
std::vector<BookFigure> parse_book_figures(const std::string& json, const std::string& where);

// An experiment of "Deep Learning from Scratch", or of the lecture notes that follow it.
struct BookExperiment {
  std::string_view name;         // the file in engine/book/: "batch_norm_wall"
  int chapter = 0;               // 9: the notes
  std::string_view title, help;  // help: what it shows, in a sentence
  double seconds = 1;            // about how long a seed takes on two cores
  bool needs_mnist = false;      // trains on files that do not come with Saddle
};
// "6 Training techniques", as presets name it.
std::string_view chapter_title(int chapter);
inline constexpr int first_chapter = 2, last_chapter = 9;
namespace catalog {
// All of them, by chapter and in the order of the book.
const std::vector<BookExperiment>& book();
}  // namespace catalog

struct BookOptions {
  int seeds = 5;
  std::filesystem::path presets = {};         // the folder of them
  std::filesystem::path data_directory = {};  // as in --data
  // Asked between two steps, with the share that is done; where it says no, reproduce() throws BookStopped.
  std::function<bool(double)> go_on = [](double) { return true; };
};
struct BookStopped {};

// Makes an experiment of the book and returns its figures beside ours. Throws Error where data are missing or the name
// is unknown, and BookStopped.
std::vector<BookFigure> reproduce(std::string_view name, const BookOptions& options);

}  // namespace saddle

#include <algorithm>
#include <cmath>
#include <numeric>

#include "saddle/book.h"

namespace saddle {

double BookFigure::mean() const {
  return std::accumulate(ours.begin(), ours.end(), 0.0) / static_cast<double>(ours.size());
}

double BookFigure::spread() const {
  if (ours.size() < 2) return 0;
  double squares = 0;
  for (const double run : ours) squares += (run - mean()) * (run - mean());
  return std::sqrt(squares / static_cast<double>(ours.size() - 1));
}

double BookFigure::allowance() const {
  const double single = ours.size() > 1 ? std::sqrt(1 + 1 / static_cast<double>(ours.size())) : 0;
  return 3 * spread() * single + digit / 2 + margin;
}

bool BookFigure::agrees() const {
  if (rule == Rule::shown) return true;
  if (ours.empty() || std::isnan(mean())) return false;
  if (rule == Rule::at_most) return mean() <= book + margin;
  if (rule == Rule::at_least) return mean() >= book - margin;
  return std::abs(book - mean()) <= allowance();
}

}  // namespace saddle

#include "shell/folder_listing.h"

#include <algorithm>
#include <cctype>
#include <system_error>

namespace saddle::app {
namespace {

namespace fs = std::filesystem;

constexpr size_t most_entries = 5000;

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }
int folded(char c) { return std::tolower(static_cast<unsigned char>(c)); }

// The digits from `at` on, without leading zeros; `at` moves behind them.
std::string_view number_at(const std::string& text, size_t& at) {
  while (at + 1 < text.size() && text[at] == '0' && is_digit(text[at + 1])) ++at;
  const size_t begin = at;
  while (at < text.size() && is_digit(text[at])) ++at;
  return std::string_view(text).substr(begin, at - begin);
}

}  // namespace

bool comes_before(const std::string& a, const std::string& b) {
  size_t i = 0, j = 0;
  while (i < a.size() && j < b.size()) {
    if (is_digit(a[i]) && is_digit(b[j])) {
      const std::string_view left = number_at(a, i), right = number_at(b, j);
      if (left.size() != right.size()) return left.size() < right.size();
      if (left != right) return left < right;
      continue;
    }
    if (folded(a[i]) != folded(b[j])) return folded(a[i]) < folded(b[j]);
    ++i, ++j;
  }
  if (a.size() - i != b.size() - j) return a.size() - i < b.size() - j;
  return a < b;
}

const FolderListing::Entry* FolderListing::find(const std::string& name) const {
  const auto found = std::ranges::find(entries, name, &Entry::name);
  return found == entries.end() ? nullptr : &*found;
}

FolderListing list_folder(const fs::path& folder, const std::atomic<bool>& stop) {
  FolderListing listing{.folder = folder};
  std::error_code error;
  listing.there = fs::is_directory(folder, error);
  if (!listing.there) return listing;
  fs::directory_iterator at(folder, error);
  if (error) {
    listing.issue = make_issue(folder.string(), "cannot be looked into: {}", error.message());
    return listing;
  }
  for (; at != fs::directory_iterator() && !stop; at.increment(error)) {
    if (error) break;
    if (listing.entries.size() == most_entries) {
      listing.more = true;
      break;
    }
    std::error_code unknown;  // what cannot be asked is shown as a file
    FolderListing::Entry entry{.name = at->path().filename().string(), .folder = at->is_directory(unknown)};
    if (!entry.folder && at->is_regular_file(unknown)) entry.bytes = at->file_size(unknown);
    listing.entries.push_back(std::move(entry));
  }
  std::ranges::sort(listing.entries, [](const FolderListing::Entry& a, const FolderListing::Entry& b) {
    return a.folder != b.folder ? a.folder : comes_before(a.name, b.name);
  });
  return listing;
}

}  // namespace saddle::app

#include "io/gzip.h"

#include <algorithm>

#include <zlib.h>

#include "io/file_bytes.h"
#include "saddle/error.h"

namespace saddle {
namespace {

constexpr int raw = -MAX_WBITS, gzip_header = MAX_WBITS + 16;

struct Inflater {
  explicit Inflater(int window) { inflateInit2(&stream, window); }
  ~Inflater() { inflateEnd(&stream); }
  z_stream stream{};
};

// Inflates one stream and returns the number of input bytes it consumed.
size_t inflate_into(std::string& out, std::string_view bytes, int window, uint64_t cap, const std::string& where) {
  Inflater inflater(window);
  z_stream& stream = inflater.stream;
  size_t fed = 0;
  char buffer[1 << 16];
  while (true) {
    if (stream.avail_in == 0) {
      const size_t piece = std::min<size_t>(bytes.size() - fed, 1u << 30);
      stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data() + fed));
      stream.avail_in = static_cast<uInt>(piece);
      fed += piece;
    }
    stream.next_out = reinterpret_cast<Bytef*>(buffer);
    stream.avail_out = sizeof buffer;
    const int result = inflate(&stream, Z_NO_FLUSH);
    out.append(buffer, sizeof buffer - stream.avail_out);
    if (out.size() > cap)
      throw Error(where, "unpacks to more than {} bytes, which is more than such a file may have", cap);
    if (result == Z_STREAM_END) return fed - stream.avail_in;
    if (result == Z_BUF_ERROR ||
        (result == Z_OK && stream.avail_in == 0 && fed == bytes.size() && stream.avail_out != 0)) {
      throw Error(where, "ends in the middle of its compressed data; get it again");
    }
    if (result != Z_OK) throw Error(where, "its compressed data is damaged; get it again");
  }
}

}  // namespace

bool is_gzip(std::string_view bytes) { return bytes.size() >= 2 && bytes[0] == '\x1f' && bytes[1] == '\x8b'; }

std::string gunzip(std::string_view bytes, uint64_t cap, const std::string& where) {
  std::string out;
  while (!bytes.empty()) {
    if (!is_gzip(bytes)) throw Error(where, "has {} bytes after its compressed data; get it again", bytes.size());
    bytes.remove_prefix(inflate_into(out, bytes, gzip_header, cap, where));
  }
  return out;
}

std::string inflate_raw(std::string_view bytes, uint64_t size, const std::string& where) {
  std::string out;
  inflate_into(out, bytes, raw, size, where);
  if (out.size() != size) throw Error(where, "unpacks to {} bytes instead of {}; get it again", out.size(), size);
  return out;
}

namespace {

std::string beginning(std::string_view bytes, int window, size_t most, const std::string& where) {
  Inflater inflater(window);
  std::string out(most, '\0');
  inflater.stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  inflater.stream.avail_in = static_cast<uInt>(bytes.size());
  inflater.stream.next_out = reinterpret_cast<Bytef*>(out.data());
  inflater.stream.avail_out = static_cast<uInt>(out.size());
  const int result = inflate(&inflater.stream, Z_SYNC_FLUSH);
  if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR)
    throw Error(where, "its compressed data is damaged; get it again");
  out.resize(most - inflater.stream.avail_out);
  return out;
}

}  // namespace

std::string inflate_beginning(std::string_view bytes, size_t most, const std::string& where) {
  return beginning(bytes, raw, most, where);
}

std::string gunzip_beginning(std::string_view bytes, size_t most, const std::string& where) {
  return beginning(bytes, gzip_header, most, where);
}

std::string read_maybe_gzipped(const std::filesystem::path& file,
                               const std::function<uint64_t(std::string_view beginning)>& most) {
  constexpr size_t looked_at = 64;
  std::string bytes = read_file(file);
  if (!is_gzip(bytes)) {
    const uint64_t cap = most(std::string_view(bytes).substr(0, looked_at));
    if (bytes.size() <= cap) return bytes;
    throw Error(file.string(), "is larger than {} bytes, which is more than such a file may have", cap);
  }
  return gunzip(bytes, most(gunzip_beginning(bytes, looked_at, file.string())), file.string());
}

std::string deflate_raw(std::string_view bytes) {
  z_stream stream{};
  deflateInit2(&stream, 6, Z_DEFLATED, raw, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

}  // namespace saddle

// What Apple's NSURLSession has and GNUstep's header does not declare yet, as Apple's documentation has it.
#import <Foundation/Foundation.h>

@interface NSURLSession (OfApple)
- (NSURLSessionDownloadTask *)downloadTaskWithRequest:(NSURLRequest *)request
                                    completionHandler:(void (^)(NSURL *location, NSURLResponse *response,
                                                                NSError *error))completionHandler;
@end

@interface NSURLSessionConfiguration (OfApple)
@property(class, readonly, strong) NSURLSessionConfiguration *ephemeralSessionConfiguration;
@property NSTimeInterval timeoutIntervalForRequest;
@end
